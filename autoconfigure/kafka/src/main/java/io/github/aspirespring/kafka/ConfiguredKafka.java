// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import io.github.aspirespring.boot.trust.AspireSslBundle;

/**
 * The Kafka that the application configures: how Spring Boot itself would connect. It
 * holds for what an AppHost leaves open, and as a whole in an application that was
 * processed ahead of time and is connected by no AppHost when it runs.
 */
final class ConfiguredKafka {

	private final KafkaProperties properties;

	private final @Nullable SslBundles sslBundles;

	/**
	 * Creates the view of properties.
	 * @param properties the properties of the application
	 * @param sslBundles the SSL bundles of the application
	 */
	ConfiguredKafka(KafkaProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	/**
	 * Returns the connection details that Spring Boot would have made.
	 */
	AspireKafkaConnectionDetails details() {
		Map<KafkaClient, ClientConnection> clients = new EnumMap<>(KafkaClient.class);
		for (KafkaClient client : KafkaClient.values()) {
			clients.put(client, client(client));
		}
		return new AspireKafkaConnectionDetails(shared(), clients, null, null);
	}

	ClientConnection shared() {
		return new ClientConnection(this.properties.getBootstrapServers(), sslBundle(this.properties.getSsl()),
				this.properties.getSecurity().getProtocol(), null);
	}

	ClientConnection client(KafkaClient client) {
		ClientConnection shared = shared();
		List<String> servers = client.bootstrapServers(this.properties);
		SslBundle sslBundle = sslBundle(client.ssl(this.properties));
		String protocol = client.protocol(this.properties);
		return new ClientConnection(Objects.requireNonNullElse(servers, shared.bootstrapServers()),
				(sslBundle != null) ? sslBundle : shared.sslBundle(),
				StringUtils.hasLength(protocol) ? protocol : shared.securityProtocol(), null);
	}

	/**
	 * Returns what is trusted where the application says nothing about TLS but that it is
	 * used: what the JVM and the AppHost trust.
	 * @param client the client, or {@code null} for one that is none of them
	 * @param protocol the protocol, or {@code null} for that of the application
	 * @return the SSL bundle, or {@code null} to leave it to kafka-clients
	 */
	@Nullable SslBundle defaultBundle(@Nullable KafkaClient client, @Nullable String protocol) {
		SslBundle bundle = AspireSslBundle.find(this.sslBundles);
		if (bundle == null) {
			return null;
		}
		Map<String, Object> configuration = Objects.requireNonNullElse(client, KafkaClient.ADMIN)
			.build(this.properties);
		Object effective = (protocol != null) ? protocol
				: configuration.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
		boolean tls = effective != null && effective.toString().toUpperCase(Locale.ROOT).endsWith("SSL");
		boolean own = configuration.keySet()
			.stream()
			.anyMatch((key) -> key.startsWith("ssl.")
					&& !key.equals(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG));
		return (tls && !own) ? bundle : null;
	}

	private @Nullable SslBundle sslBundle(KafkaProperties.Ssl ssl) {
		String name = ssl.getBundle();
		if (!StringUtils.hasLength(name)) {
			return null;
		}
		Assert.state(this.sslBundles != null, "An SSL bundle is named for Kafka but there are no SSL bundles");
		return this.sslBundles.getBundle(name);
	}

}
