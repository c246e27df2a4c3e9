// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.sql;

import java.util.Arrays;

/**
 * The kinds of databases that the conventions of OpenTelemetry know, by the name in a
 * JDBC or R2DBC URL.
 *
 * @see <a href= "https://opentelemetry.io/docs/specs/semconv/db/sql/">Semantic
 * conventions for SQL databases</a>
 */
public enum DatabaseSystem {

	/**
	 * PostgreSQL.
	 */
	POSTGRESQL("postgresql", "postgresql", 5432),

	/**
	 * MySQL.
	 */
	MYSQL("mysql", "mysql", 3306),

	/**
	 * MariaDB.
	 */
	MARIADB("mariadb", "mariadb", 3306),

	/**
	 * Microsoft SQL Server, which some drivers call {@code mssql}.
	 */
	SQLSERVER("microsoft.sql_server", "mssql", 1433),

	/**
	 * Oracle Database.
	 */
	ORACLE("oracle.db", "oracle", 1521),

	/**
	 * IBM Db2.
	 */
	DB2("ibm.db2", "db2", 50000),

	/**
	 * H2.
	 */
	H2("h2database", "h2", 9092),

	/**
	 * HyperSQL.
	 */
	HSQLDB("hsqldb", "hsqldb", 9001),

	/**
	 * Apache Derby.
	 */
	DERBY("derby", "derby", 1527),

	/**
	 * SQLite.
	 */
	SQLITE("sqlite", "sqlite", 0),

	/**
	 * Any other.
	 */
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
	 * Returns the system that a part of a URL stands for, such as {@code postgresql}.
	 * @param name the sub-protocol of a JDBC URL, or the driver of R2DBC
	 * @return the system, {@link #OTHER} if the name is not known
	 */
	public static DatabaseSystem of(String name) {
		return Arrays.stream(values())
			.filter((system) -> system.name().equalsIgnoreCase(name) || system.formerName.equals(name))
			.findFirst()
			.orElse(OTHER);
	}

	/**
	 * Returns the value of {@code db.system.name}.
	 * @return the name of the system
	 */
	public String stableName() {
		return this.stableName;
	}

	/**
	 * Returns the value of {@code db.system}, the former name of the attribute, which the
	 * dashboard reads.
	 * @return the former name of the system
	 */
	public String formerName() {
		return this.formerName;
	}

	/**
	 * Returns the port where a URL says none.
	 * @return the port, or 0 if there is no usual one
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Tells whether a backslash escapes the next character of a text, and whether texts
	 * may stand in double quotes.
	 * @return whether the rules of MySQL hold
	 */
	boolean hasMySqlTexts() {
		return this == MYSQL || this == MARIADB;
	}

}
