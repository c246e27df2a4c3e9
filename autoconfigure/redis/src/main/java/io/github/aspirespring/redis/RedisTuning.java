// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;

import io.github.aspirespring.boot.Selection;

/**
 * How long a client waits for its server, and how it introduces itself.
 *
 * @param connectTimeout the time within which a connection has to be established
 * @param timeout the time within which the server has to answer a command
 * @param clientName the name by which the server lists the connection
 */
record RedisTuning(@Nullable Duration connectTimeout, @Nullable Duration timeout, @Nullable String clientName) {

	/**
	 * StackExchange.Redis waits five seconds for a connection, too. The timeout of
	 * Lettuce for commands is a minute, in which a server that hangs would make a health
	 * check hang.
	 */
	static final RedisTuning DEFAULTS = new RedisTuning(Duration.ofSeconds(5), Duration.ofSeconds(10), null);

	/**
	 * Returns the settings of a connection.
	 * @param selection the connection
	 * @return the tuning, {@code null} where the settings leave it open
	 */
	static RedisTuning configured(Selection selection) {
		RedisConnectionSettings settings = selection.settings(RedisConnectionSettings.class);
		return new RedisTuning(settings.connectTimeout(), settings.timeout(), settings.clientName());
	}

	/**
	 * Returns what a connection says: by its settings, else in its connection string.
	 * @param selection the connection
	 * @return the tuning, {@code null} where the connection leaves it open
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if the
	 * connection cannot be read
	 */
	static RedisTuning of(Selection selection) {
		RedisConnection redis = RedisConnection.of(selection.connection());
		return configured(selection).or(new RedisTuning(milliseconds(redis.connectTimeout()),
				milliseconds(redis.commandTimeout()), name(redis.option(RedisOption.NAME))));
	}

	/**
	 * Returns what Spring Boot's properties say.
	 */
	static RedisTuning of(DataRedisProperties properties) {
		return new RedisTuning(properties.getConnectTimeout(), properties.getTimeout(), properties.getClientName());
	}

	/**
	 * Fills what is open.
	 */
	RedisTuning or(RedisTuning other) {
		return new RedisTuning((this.connectTimeout != null) ? this.connectTimeout : other.connectTimeout,
				(this.timeout != null) ? this.timeout : other.timeout,
				(this.clientName != null) ? this.clientName : other.clientName);
	}

	/**
	 * Leaves open what is no different from another tuning.
	 */
	RedisTuning without(RedisTuning other) {
		return new RedisTuning(Objects.equals(this.connectTimeout, other.connectTimeout) ? null : this.connectTimeout,
				Objects.equals(this.timeout, other.timeout) ? null : this.timeout,
				Objects.equals(this.clientName, other.clientName) ? null : this.clientName);
	}

	private static @Nullable Duration milliseconds(@Nullable Integer value) {
		return (value != null) ? Duration.ofMillis(value) : null;
	}

	// StackExchange.Redis leaves out what a server refuses in a name
	private static @Nullable String name(@Nullable String option) {
		String name = Objects.requireNonNullElse(option, "").replaceAll("[^!-~]+", "");
		return name.isEmpty() ? null : name;
	}

}
