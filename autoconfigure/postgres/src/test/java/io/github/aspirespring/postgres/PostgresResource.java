// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Map;

import io.github.aspirespring.environment.ConnectionUri;

/**
 * What AppHosts inject for the database {@code orders}.
 */
final class PostgresResource {

	private PostgresResource() {
	}

	static String connectionString(String host, int port, String password) {
		return "Host=" + host + ";Port=" + port + ";Username=postgres;Password=" + password + ";Database=orders";
	}

	static Map<String, String> connectionProperties(String host, int port, String password) {
		String address = host + ":" + port;
		return Map.of("Host", host, "Port", String.valueOf(port), "Username", "postgres", "Password", password,
				"DatabaseName", "orders", "Uri",
				"postgresql://postgres:" + ConnectionUri.percentEncode(password) + "@" + address + "/orders",
				"JdbcConnectionString", "jdbc:postgresql://" + address + "/orders");
	}

	static String malformedConnectionString(String password) {
		return "Host=orders.example;Port=" + password + ";Username=postgres;Password=" + password;
	}

}
