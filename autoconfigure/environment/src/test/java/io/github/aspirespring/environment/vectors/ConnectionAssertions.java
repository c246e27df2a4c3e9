// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.Connections;
import io.github.aspirespring.environment.HostAndPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks the connections of a vector: all that are there and no others, each with its
 * connection string and exactly its properties, all views of one connection agreeing.
 */
class ConnectionAssertions {

	// By vector, the connection that only properties tell of
	private static final Map<String, String> PROPERTIES_ONLY = Map.ofEntries(Map.entry("v013", "kusto"),
			Map.entry("v016", "testdb"), Map.entry("v029", "chat"), Map.entry("v033", "database"),
			Map.entry("v040", "queues"), Map.entry("v061", "aifoundry"), Map.entry("v062", "aifoundry"),
			Map.entry("v063", "file-system"), Map.entry("v068", "cosmos"), Map.entry("v070", "data-lake"),
			Map.entry("v132", "resource"), Map.entry("v134", "resource-with-dash"), Map.entry("v440", "orders-db"),
			Map.entry("v447", "db"), Map.entry("v482", "ordersdb"));

	// By vector, the name that another variable repeats in its portable form
	private static final Map<String, String> ALIASES = Map.of("v435", "My_Orders_DB");

	private static final List<String> PROPERTIES_WITHOUT_NAME = List.of("HOST", "PORT", "USERNAME", "PASSWORD", "URI",
			"JDBCCONNECTIONSTRING", "DATABASENAME");

	private final HostingVector vector;

	private final Connections connections;

	ConnectionAssertions(HostingVector vector) {
		this.vector = vector;
		this.connections = AspireEnvironment.of(vector.env()).connections();
	}

	void check() {
		assertThat(this.connections.names()).containsExactlyInAnyOrderElementsOf(names());
		this.vector.connectionStrings().forEach((name) -> {
			ConnectionString string = find(name).connectionString();
			assertThat(string).isNotNull();
			assertThat(Objects.requireNonNull(string).value())
				.isEqualTo(this.vector.value("ConnectionStrings__" + name))
				.isEqualTo(this.vector.value(string.source()));
		});
		this.connections.forEach((connection) -> {
			checkProperties(connection);
			checkViews(connection.properties());
			new SpellingAssertions(this.vector, connection).check();
		});
		if (this.vector.expect() != null) {
			new ExpectationAssertions(this.vector.expect(), this.connections.iterator().next()).check();
		}
	}

	private List<String> names() {
		List<String> names = new ArrayList<>(this.vector.connectionStrings());
		String onlyProperties = PROPERTIES_ONLY.get(this.vector.id());
		if (onlyProperties != null) {
			names.add(onlyProperties);
		}
		names.remove(ALIASES.get(this.vector.id()));
		return names;
	}

	private void checkProperties(Connection connection) {
		Map<String, String> expected = new TreeMap<>();
		String prefix = collapse(connection.name()) + "_";
		this.vector.env().forEach((variable, value) -> {
			int end = variable.lastIndexOf('_') + 1;
			boolean own = connection.name().isEmpty() ? PROPERTIES_WITHOUT_NAME.contains(variable)
					: collapse(variable.substring(0, end)).equals(prefix);
			if (own) {
				expected.put(variable.substring(end), variable);
			}
		});
		ConnectionProperties properties = connection.properties();
		assertThat(properties.names()).isEqualTo(expected.keySet());
		expected.forEach((property, variable) -> {
			assertThat(properties.source(property)).isEqualTo(variable);
			assertThat(properties.get(property)).isEqualTo(this.vector.value(variable));
		});
	}

	private static String collapse(String name) {
		return (name.matches("[0-9].*") ? "_" : "") + name.replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(Locale.ROOT);
	}

	private static void checkViews(ConnectionProperties properties) {
		assertThat(properties.host()).isEqualTo(properties.get("Host"));
		assertThat(properties.port())
			.isEqualTo((properties.get("Port") != null) ? Integer.valueOf(properties.get("Port")) : null);
		assertThat(properties.username()).isEqualTo(properties.get("Username"));
		assertThat(properties.password()).isEqualTo(properties.get("Password"));
		assertThat(properties.database()).isEqualTo(properties.get("DatabaseName"));
		assertThat(properties.jdbcUrl()).isEqualTo(properties.get("JdbcConnectionString"));
		ConnectionUri uri = properties.uri();
		if (uri == null) {
			assertThat(properties.get("Uri")).isNull();
			return;
		}
		assertThat(uri).isEqualTo(ConnectionUri.parse("x", uri.format()));
		HostAndPort address = uri.hosts().get(0);
		if (properties.host() != null) {
			assertThat(address.host()).isEqualTo(properties.host());
		}
		if (properties.port() != null && address.port() != HostAndPort.NO_PORT) {
			assertThat(address.port()).isEqualTo(properties.port());
		}
		if (uri.username() != null) {
			assertThat(uri.username()).isEqualTo(properties.username());
		}
		if (uri.password() != null) {
			assertThat(uri.password()).isEqualTo(properties.password());
		}
		if (uri.segment() != null && properties.database() != null) {
			assertThat(uri.segment()).isEqualTo(properties.database());
		}
	}

	private Connection find(String name) {
		return Objects.requireNonNull(this.connections.find(name), name);
	}

}
