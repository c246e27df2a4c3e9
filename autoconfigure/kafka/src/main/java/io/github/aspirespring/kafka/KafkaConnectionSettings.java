// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.boot.ConnectionSettings;

/**
 * Settings of a single connection to Kafka.
 *
 * @param enabled Whether the connection is used.
 * @param groupId Consumer group of the connection.
 * @param properties Properties of kafka-clients for all clients of the connection.
 */
record KafkaConnectionSettings(@DefaultValue("true") boolean enabled, @Nullable String groupId,
		@DefaultValue Map<String, String> properties) implements ConnectionSettings {

	/**
	 * Returns names only, for a property may hold a secret.
	 */
	@Override
	public String toString() {
		return "KafkaConnectionSettings[enabled=" + this.enabled + ", groupId=" + this.groupId + ", properties="
				+ this.properties.keySet() + "]";
	}

}
