// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails.Address;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import io.github.aspirespring.boot.trust.AspireSslBundle;

/**
 * What the application says about RabbitMQ in {@code spring.rabbitmq.*}. The connection
 * details are those of an application that was processed ahead of time: whether an
 * AppHost connects it is known when it runs, and by then Spring Boot's own connection
 * details are out of the picture.
 */
final class ConfiguredRabbit {

	private static final String PREFIX = "spring.rabbitmq.";

	private final RabbitProperties properties;

	private final @Nullable SslBundles sslBundles;

	/**
	 * Creates the view of properties.
	 * @param properties the properties of the application
	 * @param sslBundles the SSL bundles of the application
	 */
	ConfiguredRabbit(RabbitProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	/**
	 * Returns the connection details that Spring Boot would have made.
	 */
	AspireRabbitConnectionDetails details() {
		return new AspireRabbitConnectionDetails(
				this.properties.determineAddresses().stream().map(ConfiguredRabbit::address).toList(),
				this.properties.determineUsername(), this.properties.determinePassword(),
				this.properties.determineVirtualHost(), this.properties.getSsl().determineEnabled()
						? bundle("ssl.bundle", this.properties.getSsl().getBundle()) : null,
				null);
	}

	/**
	 * Returns the connection details for streams that Spring Boot would have made.
	 */
	AspireRabbitConnectionDetails.Stream streamDetails() {
		RabbitProperties.Stream stream = this.properties.getStream();
		return new AspireRabbitConnectionDetails.Stream(stream.getHost(), stream.getPort(), stream.getUsername(),
				stream.getPassword(), stream.getVirtualHost(), streamBundle());
	}

	@Nullable String virtualHost() {
		return this.properties.getVirtualHost();
	}

	boolean isTlsEnabled() {
		return Boolean.TRUE.equals(this.properties.getSsl().getEnabled());
	}

	int streamPort() {
		return this.properties.getStream().getPort();
	}

	/**
	 * Returns how the application wants to use TLS for streams, or {@code null} if it
	 * does without, or leaves it to what the JVM trusts.
	 */
	@Nullable SslBundle streamBundle() {
		RabbitProperties.Stream.Ssl ssl = this.properties.getStream().getSsl();
		if (!ssl.determineEnabled()) {
			return null;
		}
		SslBundle bundle = bundle("stream.ssl.bundle", ssl.getBundle());
		return (bundle != null) ? bundle : AspireSslBundle.find(this.sslBundles);
	}

	/**
	 * Tells whether the application says that streams use TLS, or that they do not.
	 */
	boolean decidesStreamTls() {
		RabbitProperties.Stream.Ssl ssl = this.properties.getStream().getSsl();
		return ssl.getEnabled() != null || ssl.determineEnabled();
	}

	/**
	 * Returns how the application wants to use TLS: with the bundle that it names, or
	 * {@code null} if {@code spring.rabbitmq.ssl} names stores of keys or of trust
	 * instead, else with what the JVM and the AppHost trust.
	 */
	@Nullable SslBundle sslBundle() {
		RabbitProperties.Ssl ssl = this.properties.getSsl();
		SslBundle bundle = bundle("ssl.bundle", ssl.getBundle());
		boolean own = ssl.getKeyStore() != null || ssl.getTrustStore() != null || ssl.getAlgorithm() != null
				|| !ssl.isValidateServerCertificate();
		return (bundle != null || own) ? bundle : defaultBundle();
	}

	/**
	 * Returns what is used where the application names nothing: what the JVM and the
	 * AppHost trust.
	 */
	SslBundle defaultBundle() {
		return AspireSslBundle.orSystemDefault(this.sslBundles);
	}

	/**
	 * Makes Spring Boot use TLS as connection details say. It turns TLS on when these
	 * properties say so, too, although the AppHost has replaced them.
	 * @param tls whether the connection uses TLS
	 */
	void replaceTls(boolean tls) {
		this.properties.setAddresses(List.of());
		this.properties.getSsl().setEnabled(tls);
		if (!tls) {
			this.properties.getSsl().setBundle(null);
		}
	}

	private @Nullable SslBundle bundle(String property, @Nullable String name) {
		if (!StringUtils.hasText(name)) {
			return null;
		}
		Assert.state(this.sslBundles != null, () -> "'" + PREFIX + property + "' is set but there are no SSL bundles");
		return this.sslBundles.getBundle(name);
	}

	private static Address address(String text) {
		int colon = text.lastIndexOf(':');
		return new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
	}

}
