// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import java.util.stream.Stream;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.telemetry.sql.Database;
import io.github.aspirespring.telemetry.sql.DatabaseSystem;

/**
 * Reads from the options of a connection factory where its database is.
 */
final class DatabaseOptions {

	private DatabaseOptions() {
	}

	/**
	 * Reads the options. One without any says what kind of database it is for, at least.
	 */
	static Database read(ConnectionFactory connectionFactory) {
		OptionsCapableConnectionFactory built = OptionsCapableConnectionFactory.unwrapFrom(connectionFactory);
		return (built != null) ? read(built.getOptions())
				: new Database(DatabaseSystem.of(connectionFactory.getMetadata().getName()), null, 0, null);
	}

	static Database read(ConnectionFactoryOptions options) {
		DatabaseSystem system = system(options);
		HostAndPort address = address(options, system);
		return (address != null) ? new Database(system, address.host(), Math.max(address.port(), 0), database(options))
				: new Database(system, null, 0, database(options));
	}

	// Of a driver that passes on to another one, the protocol names that
	private static DatabaseSystem system(ConnectionFactoryOptions options) {
		return Stream.of(ConnectionFactoryOptions.DRIVER, ConnectionFactoryOptions.PROTOCOL)
			.map(options::getValue)
			.flatMap((value) -> Stream.of(String.valueOf(value).split(":")))
			.map(DatabaseSystem::of)
			.filter((system) -> system != DatabaseSystem.OTHER)
			.findFirst()
			.orElse(DatabaseSystem.OTHER);
	}

	// Of several hosts, which may have a port each, the first one
	private static @Nullable HostAndPort address(ConnectionFactoryOptions options, DatabaseSystem system) {
		String host = text(options.getValue(ConnectionFactoryOptions.HOST));
		if (host == null) {
			return null;
		}
		String first = host.split(",", 2)[0];
		Object port = options.getValue(ConnectionFactoryOptions.PORT);
		boolean unbracketed = first.indexOf(':') >= 0 && !first.startsWith("[");
		try {
			if (port != null) {
				return HostAndPort.parse("host", (unbracketed ? "[" + first + "]" : first) + ":" + port);
			}
			HostAndPort address = HostAndPort.parse("host", first);
			return (system.port() > 0) ? address.withDefaultPort(system.port()) : address;
		}
		catch (MalformedConnectionException ex) {
			// Nobody can connect to it, and the driver says so
			return null;
		}
	}

	// What follows are properties, which H2 takes for a part of the name
	private static @Nullable String database(ConnectionFactoryOptions options) {
		String database = text(options.getValue(ConnectionFactoryOptions.DATABASE));
		return (database != null) ? text(database.split(";", 2)[0]) : null;
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null && !value.toString().isEmpty()) ? value.toString() : null;
	}

}
