// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.boot.ConnectionSettings;
import io.github.aspirespring.redis.RedisProperties.Topology;

/**
 * Settings of a single connection to Redis. They beat its connection string and what is
 * configured for all connections, but for the selected one, where they are defaults of
 * Spring Boot's properties.
 *
 * @param enabled Whether the connection is used.
 * @param topology How the servers at the endpoints of the connection work together.
 * @param connectTimeout Time within which a connection has to be established.
 * @param timeout Time within which the server has to answer a command.
 * @param clientName Name by which the server lists the connection.
 */
record RedisConnectionSettings(@DefaultValue("true") boolean enabled, @Nullable Topology topology,
		@Nullable Duration connectTimeout, @Nullable Duration timeout,
		@Nullable String clientName) implements ConnectionSettings {
}
