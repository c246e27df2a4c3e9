// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.telemetry.sql.Database;
import io.github.aspirespring.telemetry.sql.DatabaseSystem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseOptions}.
 */
class DatabaseOptionsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "r2dbc:postgresql://ann:s3cret@localhost:5433/orders | POSTGRESQL | localhost | 5433 | orders",
					"r2dbc:postgresql://db/orders                       | POSTGRESQL | db  | 5432 | orders",
					"r2dbc:postgresql://db                              | POSTGRESQL | db  | 5432 | -",
					"r2dbc:postgresql://[::1]:5433/orders               | POSTGRESQL | ::1 | 5433 | orders",
					"r2dbc:postgresql://[::1]/orders                    | POSTGRESQL | ::1 | 5432 | orders",
					"r2dbc:postgresql:failover://one:1111,two:2222/orders | POSTGRESQL | one | 1111 | orders",
					"r2dbcs:mysql://db/orders                           | MYSQL      | db  | 3306 | orders",
					"r2dbc:pool:mariadb://db:3307/orders                | MARIADB    | db  | 3307 | orders",
					"r2dbc:mssql://db/orders                            | SQLSERVER  | db  | 1433 | orders",
					"r2dbc:sqlserver://db/orders                        | SQLSERVER  | db  | 1433 | orders",
					"r2dbc:oracle://db:1522/orders                      | ORACLE     | db  | 1522 | orders",
					"r2dbc:h2:mem:///orders;PASSWORD=s3cret             | H2         | -   | 0    | orders",
					"r2dbc:other://db/orders                            | OTHER      | db  | 0    | orders" })
	void sayWhereADatabaseIs(String url, DatabaseSystem system, @Nullable String host, int port,
			@Nullable String database) {
		assertThat(DatabaseOptions.read(ConnectionFactoryOptions.parse(url)))
			.isEqualTo(new Database(system, host, port, database));
	}

	@ParameterizedTest
	@CsvSource({ "::1, 5433, ::1", "fe80::1:5432, 5433, fe80::1:5432", "one, 5433, one" })
	void haveAHostAndAPortApart(String host, String port, String expected) {
		assertThat(DatabaseOptions
			.read(options(host).option(ConnectionFactoryOptions.PORT, Integer.valueOf(port)).build()))
			.isEqualTo(new Database(DatabaseSystem.POSTGRESQL, expected, 5433, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no host", "one:port", "/var/run" })
	void takeNothingElseForAHost(String host) {
		assertThat(DatabaseOptions.read(options(host).build()))
			.isEqualTo(new Database(DatabaseSystem.POSTGRESQL, null, 0, null));
	}

	@Test
	void areNotNeededForTheSystem() {
		assertThat(DatabaseOptions
			.read(new H2ConnectionFactory(H2ConnectionConfiguration.builder().inMemory("x").build())))
			.isEqualTo(new Database(DatabaseSystem.H2, null, 0, null));
	}

	private static ConnectionFactoryOptions.Builder options(String host) {
		return ConnectionFactoryOptions.builder()
			.option(ConnectionFactoryOptions.DRIVER, "postgresql")
			.option(ConnectionFactoryOptions.HOST, host);
	}

}
