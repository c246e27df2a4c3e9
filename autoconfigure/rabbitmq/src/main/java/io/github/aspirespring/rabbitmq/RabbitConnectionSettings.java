// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.aspirespring.boot.ConnectionSettings;

/**
 * Settings of a single connection to RabbitMQ.
 *
 * @param enabled Whether the connection is used.
 * @param connectRetries How often a first connection is tried again.
 * @param connectionTimeout Time within which a connection has to be established.
 * @param channelCacheSize Number of channels that are kept open.
 */
record RabbitConnectionSettings(@DefaultValue("true") boolean enabled, @Nullable Integer connectRetries,
		@Nullable Duration connectionTimeout, @Nullable Integer channelCacheSize) implements ConnectionSettings {

	/**
	 * Creates settings.
	 * @throws InvalidConfigurationPropertyValueException if the number of retries is none
	 */
	RabbitConnectionSettings {
		if (connectRetries != null && connectRetries < 0) {
			throw new InvalidConfigurationPropertyValueException("aspire.rabbitmq.connections.*.connect-retries",
					connectRetries, "It must be 0 or more.");
		}
	}

}
