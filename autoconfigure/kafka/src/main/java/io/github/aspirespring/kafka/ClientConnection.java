// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails.Configuration;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.StringUtils;

/**
 * Where a client connects to and how.
 *
 * @param bootstrapServers the brokers
 * @param sslBundle how to use TLS, or {@code null} for what the properties of the
 * application say
 * @param securityProtocol the protocol, or {@code null} for that of the application
 * @param login how to log in, or {@code null} for what the application says
 */
record ClientConnection(List<String> bootstrapServers, @Nullable SslBundle sslBundle, @Nullable String securityProtocol,
		@Nullable EventHubsString login) implements Configuration {

	private static final String SASL = "sasl.";

	@Override
	public List<String> getBootstrapServers() {
		return this.bootstrapServers;
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle;
	}

	@Override
	public @Nullable String getSecurityProtocol() {
		return this.securityProtocol;
	}

	/**
	 * Tells whether a property of kafka-clients is about who a client connects as.
	 */
	static boolean isLogin(String key) {
		return key.startsWith(SASL) || key.equals(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
	}

	/**
	 * Makes a client connect this way.
	 * @param configuration the properties of kafka-clients that the application sets
	 */
	void applyTo(Map<String, Object> configuration) {
		configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers);
		if (StringUtils.hasLength(this.securityProtocol)) {
			configuration.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, this.securityProtocol);
		}
		if (this.sslBundle != null) {
			configuration.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
			configuration.put(SslBundle.class.getName(), this.sslBundle);
		}
		if (this.login != null) {
			// A handler for tokens, for instance, makes no sense of a password
			configuration.keySet().removeIf((key) -> key.startsWith(SASL));
			configuration.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
			configuration.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(this.login.jaas()));
		}
	}

}
