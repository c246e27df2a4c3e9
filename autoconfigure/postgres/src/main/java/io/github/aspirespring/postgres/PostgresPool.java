// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;

/**
 * What is said about the pool of one connection.
 *
 * @param maximumSize the number of connections at most
 * @param minimumIdle the number of idle connections to keep
 * @param connectionTimeout the time to wait for a connection
 */
record PostgresPool(@Nullable Integer maximumSize, @Nullable Integer minimumIdle,
		@Nullable Duration connectionTimeout) {

	/**
	 * Reads what Npgsql would do. Its pool always has a timeout of its own, which is that
	 * for the login.
	 * @param connection the connection
	 * @return the pool, without what cannot be read
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if the
	 * connection string cannot be read
	 */
	static PostgresPool of(Connection connection) {
		ConnectionString string = connection.connectionString();
		if (string == null || !string.isKeyValues()) {
			return new PostgresPool(null, null, null);
		}
		NpgsqlString npgsql = NpgsqlString.parse(string, connection.properties());
		return new PostgresPool(number(npgsql.get(NpgsqlKeyword.MAXIMUM_POOL_SIZE)),
				number(npgsql.get(NpgsqlKeyword.MINIMUM_POOL_SIZE)), null);
	}

	/**
	 * Returns the settings of a connection.
	 * @param selection the connection
	 * @return the pool
	 */
	static PostgresPool configured(Selection selection) {
		PostgresConnectionSettings settings = selection.settings(PostgresConnectionSettings.class);
		return new PostgresPool(settings.maximumPoolSize(), settings.minimumIdle(), settings.connectionTimeout());
	}

	/**
	 * Returns this pool with the rest taken from another.
	 * @param other what applies where this pool says nothing
	 * @return the pool
	 */
	PostgresPool or(PostgresPool other) {
		return new PostgresPool(first(other, PostgresPool::maximumSize), first(other, PostgresPool::minimumIdle),
				first(other, PostgresPool::connectionTimeout));
	}

	private <T> @Nullable T first(PostgresPool other, Function<PostgresPool, @Nullable T> getter) {
		T value = getter.apply(this);
		return (value != null) ? value : getter.apply(other);
	}

	private static @Nullable Integer number(@Nullable String value) {
		return (value != null && value.strip().matches("[1-9][0-9]{0,5}")) ? Integer.valueOf(value.strip()) : null;
	}

}
