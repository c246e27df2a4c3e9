// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.boot.ConnectionSettings;

/**
 * Settings of a single connection to PostgreSQL. They beat what is configured for all of
 * them, but for the selected connection, whose settings are defaults of Spring Boot's
 * properties.
 *
 * @param enabled Whether the connection is used.
 * @param loginTimeout Time within which a connection has to be established and logged in,
 * zero for no limit.
 * @param maximumPoolSize Number of connections that the pool holds at most.
 * @param minimumIdle Number of idle connections that the pool tries to keep.
 * @param connectionTimeout Time to wait for a connection of the pool.
 */
record PostgresConnectionSettings(@DefaultValue("true") boolean enabled, @Nullable Duration loginTimeout,
		@Nullable Integer maximumPoolSize, @Nullable Integer minimumIdle,
		@Nullable Duration connectionTimeout) implements ConnectionSettings {
}
