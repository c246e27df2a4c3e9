// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.echo;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.boot.ConnectionSettings;
import io.github.aspirespring.boot.IntegrationProperties;

/**
 * Properties of the echo integration.
 *
 * @param enabled Whether the application is connected to an echo server.
 * @param connectionName Name of the connection to use.
 * @param connectionString Connection string that replaces the injected one.
 * @param connections Settings of single connections, by connection name.
 */
@ConfigurationProperties("aspire.echo")
record EchoProperties(@DefaultValue("true") boolean enabled, @Nullable String connectionName,
		@Nullable String connectionString,
		@DefaultValue Map<String, EchoSettings> connections) implements IntegrationProperties {

	@Override
	public String toString() {
		return "EchoProperties[connectionName=" + this.connectionName + "]";
	}

	/**
	 * Settings of a connection.
	 *
	 * @param enabled Whether the connection is used.
	 */
	record EchoSettings(@DefaultValue("true") boolean enabled) implements ConnectionSettings {

	}

}
