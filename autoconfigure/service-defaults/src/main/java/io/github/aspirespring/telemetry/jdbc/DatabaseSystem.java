// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.util.Arrays;
import java.util.Locale;

/**
 * The kinds of databases that the conventions of OpenTelemetry know, by the name in a
 * JDBC URL.
 *
 * @see <a href= "https://opentelemetry.io/docs/specs/semconv/db/sql/">Semantic
 * conventions for SQL databases</a>
 */
enum DatabaseSystem {

	POSTGRESQL("postgresql", "postgresql", 5432),

	MYSQL("mysql", "mysql", 3306),

	MARIADB("mariadb", "mariadb", 3306),

	SQLSERVER("microsoft.sql_server", "mssql", 1433),

	ORACLE("oracle.db", "oracle", 1521),

	DB2("ibm.db2", "db2", 50000),

	H2("h2database", "h2", 9092),

	HSQLDB("hsqldb", "hsqldb", 9001),

	DERBY("derby", "derby", 1527),

	SQLITE("sqlite", "sqlite", 0),

	OTHER("other_sql", "other_sql", 0);

	private final String stableName;

	private final String formerName;

	private final int port;

	DatabaseSystem(String stableName, String formerName, int port) {
		this.stableName = stableName;
		this.formerName = formerName;
		this.port = port;
	}

	/**
	 * Returns the system that a sub-protocol of a JDBC URL stands for, such as
	 * {@code postgresql}.
	 */
	static DatabaseSystem of(String subprotocol) {
		return Arrays.stream(values())
			.filter((system) -> system.name().equals(subprotocol.toUpperCase(Locale.ROOT)))
			.findFirst()
			.orElse(OTHER);
	}

	/**
	 * Returns the value of {@code db.system.name}.
	 */
	String stableName() {
		return this.stableName;
	}

	/**
	 * Returns the value of {@code db.system}, the former name of the attribute, which the
	 * dashboard reads.
	 */
	String formerName() {
		return this.formerName;
	}

	/**
	 * Returns the port where a URL says none, or 0.
	 */
	int port() {
		return this.port;
	}

	/**
	 * Tells whether a backslash escapes the next character of a text, and whether texts
	 * may stand in double quotes.
	 */
	boolean hasMySqlTexts() {
		return this == MYSQL || this == MARIADB;
	}

}
