// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A PostgreSQL database resource, the outcome of {@code AddPostgres(…).AddDatabase(…)}.
 *
 * @param name the resource name
 * @param host the host of the server
 * @param port the port of the server
 * @param userName the user to log in as
 * @param password the password to log in with
 * @param databaseName the name of the database on the server
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting.PostgreSQL/PostgresDatabaseResource.cs">PostgresDatabaseResource.cs</a>
 */
public record PostgresDatabase(String name, String host, int port, String userName, String password,
		String databaseName) implements ReferencedResource {

	@Override
	public String connectionString() {
		return "Host=%s;Port=%d;Username=%s;Password=%s;Database=%s".formatted(this.host, this.port, this.userName,
				this.password, this.databaseName);
	}

	@Override
	public Map<String, String> connectionProperties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("Host", this.host);
		properties.put("Port", Integer.toString(this.port));
		properties.put("Username", this.userName);
		properties.put("Password", this.password);
		properties.put("Uri", "postgresql://%s:%s@%s:%d/%s".formatted(UriData.escape(this.userName),
				UriData.escape(this.password), this.host, this.port, UriData.escape(this.databaseName)));
		properties.put("JdbcConnectionString", jdbcUrl());
		properties.put("DatabaseName", this.databaseName);
		return properties;
	}

	/**
	 * Returns the JDBC URL, which never has credentials.
	 * @return the URL
	 */
	public String jdbcUrl() {
		return "jdbc:postgresql://%s:%d/%s".formatted(this.host, this.port, UriData.escape(this.databaseName));
	}

	@Override
	public String toString() {
		return "%s (PostgreSQL database %s at %s:%d)".formatted(this.name, this.databaseName, this.host, this.port);
	}

}
