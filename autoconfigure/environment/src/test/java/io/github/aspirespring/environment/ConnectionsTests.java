// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Connections}.
 */
class ConnectionsTests {

	@Test
	void keepsNameAndValueOfConnectionString() {
		Connections connections = connections("ConnectionStrings__Orders-DB", "Host=h");
		assertThat(connections.names()).containsExactly("Orders-DB");
		assertThat(value(connections, "Orders-DB")).isEqualTo("Host=h");
		assertThat(connections.isEmpty()).isFalse();
		assertThat(connections).hasToString("Connections[Orders-DB]").hasSize(1);
	}

	@Test
	void isEmptyWithoutVariablesOfAppHost() {
		Connections connections = connections("PATH", "/bin", "HOME", "/root", "USERNAME", "me", "HOST", "pc", "PORT",
				"8080", "HTTP_PROXY", "http://proxy:3128", "SERVER_PORT", "41235", "OTEL_EXPORTER_OTLP_ENDPOINT",
				"http://h:1", "MY_ENV", "Host=db.corp", "DB_PASSWORD", "secret", "DATABASE_URL", "postgres://u:p@h/db");
		assertThat(connections.isEmpty()).isTrue();
		assertThat(connections.names()).isEmpty();
		assertThat(connections.find("db")).isNull();
		assertThat(connections.find("server")).isNull();
	}

	@Test
	void prefersVariableThatIsSpelledLikeThoseOfAppHosts() {
		Connections connections = connections("CONNECTIONSTRINGS__cache", "1", "ConnectionStrings__cache", "2",
				"connectionstrings__cache", "3", "aspire.connection-strings.cache", "4");
		assertThat(connections.names()).containsExactly("cache");
		assertThat(value(connections, "cache")).isEqualTo("2");
	}

	@Test
	void keepsEmptyConnectionString() {
		assertThat(value(connections("ConnectionStrings__cs", ""), "cs")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ConnectionStrings__cache", "CONNECTIONSTRINGS__CACHE", "connectionstrings__Cache" })
	void readsVariableWhoseCaseHasChanged(String variable) {
		Connections connections = connections(variable, "h:1", "CACHE_HOST", "h");
		assertThat(find(connections, "cache").properties().host()).isEqualTo("h");
		assertThat(find(connections, "CACHE").connectionString()).isEqualTo(new ConnectionString(variable, "h:1"));
	}

	@Test
	void treatsPortableAliasAsSameConnection() {
		Connections connections = connections("ConnectionStrings__My-Orders-DB", "Host=h",
				"ConnectionStrings__My_Orders_DB", "Host=h", "MY_ORDERS_DB_HOST", "h");
		assertThat(connections.names()).containsExactly("My-Orders-DB");
		for (String name : List.of("My-Orders-DB", "My_Orders_DB", "my-orders-db", "MY_ORDERS_DB", "my.orders.db")) {
			assertThat(connections.find(name)).isSameAs(find(connections, "My-Orders-DB"));
		}
		assertThat(find(connections, "My-Orders-DB").properties().host()).isEqualTo("h");
	}

	@Test
	void findsConnectionByPortableAliasAlone() {
		Connections connections = connections("ConnectionStrings__a_b_c", "Host=h", "A_B__C_HOST", "h");
		assertThat(connections.names()).containsExactly("a_b_c");
		assertThat(find(connections, "a-b--c").properties().host()).isEqualTo("h");
		assertThat(find(connections, "a_b_c").properties().host()).isEqualTo("h");
	}

	@Test
	void tellsConnectionsApartThatShareTheirEncodedName() {
		Connections connections = connections("ConnectionStrings__db-primary", "1", "ConnectionStrings__db.primary",
				"2", "ConnectionStrings__db_primary", "2", "DB_PRIMARY_HOST", "h", "DB_PRIMARY_PORT", "1");
		assertThat(connections.names()).containsExactly("db-primary", "db.primary");
		assertThat(value(connections, "db-primary")).isEqualTo("1");
		assertThat(value(connections, "db.primary")).isEqualTo("2");
		assertThat(value(connections, "db_primary")).isEqualTo("2");
		assertThat(connections.stream().map(Connection::properties)).allMatch(ConnectionProperties::isEmpty);
	}

	@Test
	void sharesPropertiesOfOneResourceUnderTwoNames() {
		Connections connections = connections("ConnectionStrings__db-primary", "1", "ConnectionStrings__db.primary",
				"1", "DB_PRIMARY_HOST", "h");
		assertThat(connections.stream().map((connection) -> connection.properties().host())).containsExactly("h", "h");
	}

	@Test
	void tellsConnectionsApartThatShareOnlyTheirAlias() {
		Connections connections = connections("ConnectionStrings__a.b", "1", "ConnectionStrings__a..b", "2", "A_B_HOST",
				"one", "A__B_HOST", "two");
		assertThat(find(connections, "a.b").properties().host()).isEqualTo("one");
		assertThat(find(connections, "a..b").properties().host()).isEqualTo("two");
	}

	@Test
	void tellsConnectionsApartThatDifferInCase() {
		Connections connections = connections("ConnectionStrings__cache", "1", "ConnectionStrings__Cache", "2");
		assertThat(value(connections, "cache")).isEqualTo("1");
		assertThat(value(connections, "Cache")).isEqualTo("2");
	}

	@Test
	void readsConnectionWithoutName() {
		Connections connections = connections("ConnectionStrings__", "Host=h", "HOST", "h", "PORT", "5432",
				"DATABASENAME", "orders", "PATH", "/bin");
		assertThat(connections.names()).containsExactly("");
		ConnectionProperties properties = find(connections, "").properties();
		assertThat(properties.names()).containsExactly("DATABASENAME", "HOST", "PORT");
		assertThat(properties.source("Host")).isEqualTo("HOST");
	}

	@Test
	void findsConnectionWhoseDashesAppServiceHasStripped() {
		Connections connections = connections("ConnectionStrings__ordersdb", "Host=h");
		assertThat(value(connections, "orders-db")).isEqualTo("Host=h");
		assertThat(connections("ConnectionStrings__orders-db", "Host=h").find("ordersdb")).isNull();
	}

	@Test
	void letsPropertiesStandInForVariables() {
		Connections connections = connections("aspire.connection-strings.orders-db", "Host=own", "ORDERS_DB_HOST", "h",
				"aspire.connection-strings.cache", "own:1", "ConnectionStrings__cache", "h:1");
		assertThat(connections.names()).containsExactly("cache", "orders-db");
		assertThat(find(connections, "orders-db").connectionString())
			.isEqualTo(new ConnectionString("aspire.connection-strings.orders-db", "Host=own"));
		assertThat(value(connections, "cache")).isEqualTo("h:1");
	}

	@Test
	void knowsNothingOfOtherNames() {
		Connections connections = connections("ConnectionStrings__cache", "h:1");
		assertThat(connections.find("cache2")).isNull();
		assertThat(connections.find("")).isNull();
		assertThat(connections.find("-")).isNull();
	}

	static Connections connections(String... namesAndValues) {
		Map<String, String> variables = new HashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			variables.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return AspireEnvironment.of(variables).connections();
	}

	private static Connection find(Connections connections, String name) {
		return Objects.requireNonNull(connections.find(name), name);
	}

	private static String value(Connections connections, String name) {
		return Objects.requireNonNull(find(connections, name).connectionString(), name).value();
	}

}
