// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.aspirespring.boot.IntegrationProperties;

/**
 * Properties of the RabbitMQ integration.
 *
 * @param enabled Whether RabbitMQ is connected by the AppHost.
 * @param connectionName Name of the connection to use if several could be the one.
 * @param connectionString Connection string to use instead of what the AppHost injects,
 * an amqp or amqps URI.
 * @param connectRetries How often a first connection is tried again if the server cannot
 * be reached, after 1, 2, 4, 8 and 16 seconds and then every 16. With 0 it is tried once.
 * @param connectEagerly Whether the application connects when it starts, and fails to
 * start if it cannot.
 * @param connections Settings of single connections, by connection name.
 */
@ConfigurationProperties("aspire.rabbitmq")
record AspireRabbitProperties(@DefaultValue("true") boolean enabled, @Nullable String connectionName,
		@Nullable String connectionString, @DefaultValue("5") int connectRetries,
		@DefaultValue("false") boolean connectEagerly,
		@DefaultValue Map<String, RabbitConnectionSettings> connections) implements IntegrationProperties {

	/**
	 * Creates properties.
	 * @throws InvalidConfigurationPropertyValueException if the number of retries is none
	 */
	AspireRabbitProperties {
		if (connectRetries < 0) {
			throw new InvalidConfigurationPropertyValueException("aspire.rabbitmq.connect-retries", connectRetries,
					"It must be 0 or more.");
		}
	}

	/**
	 * Returns everything but the connection string, which may hold a secret.
	 */
	@Override
	public String toString() {
		return "AspireRabbitProperties[enabled=" + this.enabled + ", connectionName=" + this.connectionName
				+ ", connectRetries=" + this.connectRetries + ", connectEagerly=" + this.connectEagerly
				+ ", connections=" + this.connections + "]";
	}

}
