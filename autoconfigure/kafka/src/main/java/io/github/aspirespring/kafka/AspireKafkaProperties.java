// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.boot.IntegrationProperties;

/**
 * Properties of the Kafka integration.
 *
 * @param enabled Whether the AppHost connects the application to Kafka.
 * @param connectionName Name of the connection to use when several could be the one.
 * @param connectionString Connection string to use instead of the injected connection:
 * brokers, or Event Hubs with a key.
 * @param connections Settings of single connections, by connection name.
 */
@ConfigurationProperties("aspire.kafka")
record AspireKafkaProperties(@DefaultValue("true") boolean enabled, @Nullable String connectionName,
		@Nullable String connectionString,
		@DefaultValue Map<String, KafkaConnectionSettings> connections) implements IntegrationProperties {

	/**
	 * Returns everything but the connection string, which may hold a secret.
	 */
	@Override
	public String toString() {
		return "AspireKafkaProperties[enabled=" + this.enabled + ", connectionName=" + this.connectionName
				+ ", connections=" + this.connections + "]";
	}

}
