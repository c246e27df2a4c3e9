// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.telemetry.sql.Database;
import io.github.aspirespring.telemetry.sql.DatabaseSystem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseUrl}.
 */
class DatabaseUrlTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			"jdbc:postgresql://localhost:5433/orders                            | POSTGRESQL | localhost | 5433 | orders",
			"jdbc:postgresql://db/orders?user=ann&password=s3cret               | POSTGRESQL | db        | 5432 | orders",
			"jdbc:postgresql://[::1]:5433/orders                                | POSTGRESQL | ::1       | 5433 | orders",
			"jdbc:postgresql://one:1111,two:2222/my%20orders                    | POSTGRESQL | one       | 1111 | my orders",
			"jdbc:postgresql://db/100%                                          | POSTGRESQL | db        | 5432 | 100%",
			"jdbc:postgresql://db/                                              | POSTGRESQL | db        | 5432 | -",
			"jdbc:postgresql:///orders                                          | POSTGRESQL | localhost | 5432 | orders",
			"jdbc:postgresql:orders                                             | POSTGRESQL | -         | 0    | orders",
			"jdbc:aws-wrapper:postgresql://db:5433/orders                       | POSTGRESQL | db        | 5433 | orders",
			"jdbc:mysql://ann:s3cret@db/orders                                  | MYSQL      | db        | 3306 | orders",
			"jdbc:mysql://ann:s3@cret@db/orders                                 | MYSQL      | db        | 3306 | orders",
			"jdbc:mysql:replication://one,two:3307/orders                       | MYSQL      | one       | 3306 | orders",
			"jdbc:mariadb://db:3307/orders;password=s3cret                      | MARIADB    | db        | 3307 | orders",
			"jdbc:sqlserver://db;user=sa;password=s3cret;databaseName=orders    | SQLSERVER  | db        | 1433 | orders",
			"jdbc:sqlserver://db\\sql:1434;database=orders                      | SQLSERVER  | db        | 1434 | orders",
			"jdbc:jtds:sqlserver://db:1434/orders                               | SQLSERVER  | db        | 1434 | orders",
			"jdbc:oracle:thin:@//db:1522/orders                                 | ORACLE     | db        | 1522 | orders",
			"jdbc:oracle:thin:ann/s3cret@db:1522:orders                         | ORACLE     | db        | 1522 | orders",
			"jdbc:oracle:thin:ann/s3@cret@tcps://db:1522/orders?wallet=x        | ORACLE     | db        | 1522 | orders",
			"jdbc:oracle:thin:@db/orders                                        | ORACLE     | db        | 1521 | orders",
			"jdbc:h2:mem:orders;PASSWORD=s3cret                                 | H2         | -         | 0    | orders",
			"jdbc:h2:tcp://db:9093/~/orders                                     | H2         | db        | 9093 | ~/orders",
			"jdbc:sqlite:/var/lib/orders.db                                     | SQLITE     | -         | 0    | orders.db",
			"jdbc:clickhouse://db:8123/orders                                   | OTHER      | db        | 8123 | orders" })
	void saysWhereADatabaseIs(String url, DatabaseSystem system, @Nullable String host, int port,
			@Nullable String database) {
		assertThat(DatabaseUrl.parse(url)).isEqualTo(new Database(system, host, port, database));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:mysql://ann:s3/cret@db/orders", "jdbc:mysql://ann:s3?cret@db/orders",
			"jdbc:mysql://ann:s3;cret@db/orders", "jdbc:oracle:thin:s3cret@(DESCRIPTION=(HOST=db))",
			"jdbc:oracle:thin:ann/s3cret", "jdbc:other:ann/s3cret@db", "jdbc:mysql://address=(password=s3cret)/orders",
			"jdbc:other://ann:s3cret", "jdbc:", "" })
	void leavesOutWhatMayBeAPassword(String url) {
		Database parsed = DatabaseUrl.parse(url);
		assertThat(parsed.host()).isNull();
		assertThat(parsed.toString()).doesNotContain("s3").doesNotContain("cret");
	}

}
