// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.boot.IntegrationProperties;

/**
 * Properties of the PostgreSQL integration.
 *
 * @param enabled Whether JDBC and R2DBC are connected to the PostgreSQL that the AppHost
 * references.
 * @param connectionName Name of the connection to use. Needed when the AppHost references
 * several that could be PostgreSQL.
 * @param connectionString Connection string to use instead of the injected connection:
 * that of Npgsql, a PostgreSQL URI or a JDBC URL.
 * @param loginTimeout Time within which a connection has to be established and logged in,
 * zero for no limit. Overrides the timeout that the connection string asks for.
 * @param connections Settings of single connections, by connection name.
 */
@ConfigurationProperties("aspire.postgres")
record PostgresProperties(@DefaultValue("true") boolean enabled, @Nullable String connectionName,
		@Nullable String connectionString, @Nullable Duration loginTimeout,
		@DefaultValue Map<String, PostgresConnectionSettings> connections) implements IntegrationProperties {

	/**
	 * Returns everything but the connection string, which may hold a secret.
	 */
	@Override
	public String toString() {
		return "PostgresProperties[enabled=" + this.enabled + ", connectionName=" + this.connectionName
				+ ", loginTimeout=" + this.loginTimeout + ", connections=" + this.connections + "]";
	}

}
