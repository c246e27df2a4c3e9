// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.aspirespring.environment.ConnectionsTests.connections;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PropertyGroups} through {@link Connections}.
 */
class PropertyGroupsTests {

	@ParameterizedTest
	@CsvSource({ "orders-db, ORDERS_DB_HOST", "Orders-DB, ORDERS_DB_HOST", "db.primary, DB_PRIMARY_HOST",
			"1st-db, _1ST_DB_HOST", "é, __HOST", "db!, DB__HOST", "a--b, A__B_HOST", "orders-db, ORDERS-DB_HOST",
			"1st-db, 1ST-DB_HOST", "db.primary, DB.PRIMARY_HOST" })
	void findsPropertiesByEncodedNameAndByTheNameAsItWasBefore(String name, String variable) {
		Connections connections = connections("ConnectionStrings__" + name, "x", variable, "h");
		assertThat(connections.names()).containsExactly(name);
		assertThat(find(connections, name).properties().source("Host")).isEqualTo(variable);
	}

	@Test
	void prefersVariableThatIsSpelledLikeThoseOfAppHosts() {
		Connections connections = connections("ConnectionStrings__orders-db", "x", "ORDERS-DB_HOST", "1",
				"ORDERS_DB_HOST", "2", "orders_db_host", "3", "Orders-DB_Host", "4");
		assertThat(find(connections, "orders-db").properties().source("Host")).isEqualTo("ORDERS_DB_HOST");
	}

	@Test
	void ownsPropertiesOfLongestName() {
		Connections connections = connections("ConnectionStrings__my", "1", "ConnectionStrings__my-orders", "2",
				"MY_HOST", "a", "MY_ORDERS_HOST", "b", "MY_ORDERS_DB_KEY", "c");
		assertThat(find(connections, "my").properties().names()).containsExactly("HOST");
		assertThat(find(connections, "my-orders").properties().names()).containsExactly("DB_KEY", "HOST");
	}

	@Test
	void readsConnectionWithoutNameFromPropertiesAlone() {
		assertThat(connections("HOST", "h", "PORT", "1", "URI", "redis://h:1").names()).containsExactly("");
		assertThat(connections("JDBCCONNECTIONSTRING", "jdbc:postgresql://h").names()).containsExactly("");
		assertThat(connections("HOST", "h", "PORT", "1").names()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "ORDERS_DB_JDBCCONNECTIONSTRING, jdbc:postgresql://h/db", "ORDERS_DB_URI, postgresql://h/db",
			"ORDERS_DB_CONNECTIONSTRING, Endpoint=x", "ORDERS_DB_DATASOURCE, /data/app.db",
			"ORDERS-DB_URI, redis://h" })
	void restoresConnectionWhoseStringAShellHasDropped(String variable, String value) {
		Connections connections = connections(variable, value, "ORDERS_DB_PASSWORD", "p");
		assertThat(connections.names()).containsExactly("orders-db");
		for (String name : List.of("orders-db", "Orders-DB", "orders_db", "orders.db")) {
			assertThat(find(connections, name).connectionString()).isNull();
			assertThat(find(connections, name).properties().password()).isEqualTo("p");
		}
	}

	@Test
	void restoresConnectionWhoseNameExtendsAnother() {
		Connections connections = connections("ConnectionStrings__orders", "h:1", "ORDERS_HOST", "h", "ORDERS_DB_HOST",
				"g", "ORDERS_DB_PORT", "2", "ORDERS_DB_PASSWORD", "p", "ORDERS_CUSTOM_KEY", "k");
		assertThat(connections.names()).containsExactly("orders", "orders-db");
		assertThat(find(connections, "orders").properties().names()).containsExactly("CUSTOM_KEY", "HOST");
		assertThat(find(connections, "orders-db").properties().names()).containsExactly("HOST", "PASSWORD", "PORT");
	}

	@Test
	void findsByNameWhatIsTooLittleToBeListed() {
		Connections connections = connections("MAIL_HOST", "h", "SPRING_CACHE_HOST", "h", "SPRING_CACHE_PORT", "1",
				"SERVER_PORT", "8080", "API_KEY", "k");
		assertThat(connections.names()).isEmpty();
		assertThat(find(connections, "mail").properties().host()).isEqualTo("h");
		assertThat(find(connections, "spring-cache").properties().port()).isEqualTo(1);
		assertThat(connections.find("server")).isNull();
		assertThat(connections.find("api")).isNull();
	}

	@Test
	void leavesVariablesOfSpringAlone() {
		assertThat(connections("SPRING_DATA_REDIS_HOST", "h", "SPRING_DATA_REDIS_PORT", "6379", "SPRING_DATASOURCE_URL",
				"jdbc:postgresql://h/db", "SPRING_MONGODB_URI", "mongodb://h", "SPRING_RABBITMQ_HOST", "h",
				"SPRING_RABBITMQ_PORT", "5672", "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", "https://h")
			.names()).isEmpty();
		assertThat(connections("SPRING_DB_HOST", "h", "SPRING_DB_PORT", "1", "SPRING_DB_JDBCCONNECTIONSTRING",
				"jdbc:postgresql://h:1")
			.names()).containsExactly("spring-db");
	}

	@Test
	void leavesServiceLinksOfKubernetesAlone() {
		Connections connections = connections("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443",
				"CATALOG_SERVICE_SERVICE_HOST", "10.0.31.7", "CATALOG_SERVICE_SERVICE_PORT", "8080",
				"CATALOG_SERVICE_PORT", "tcp://10.0.31.7:8080", "CATALOG_SERVICE_PORT_8080_TCP", "tcp://10.0.31.7:8080",
				"CATALOG_SERVICE_PORT_8080_TCP_ADDR", "10.0.31.7", "CATALOG_SERVICE_PORT_8080_TCP_PORT", "8080");
		assertThat(connections.names()).isEmpty();
		assertThat(connections.find("kubernetes-service")).isNull();
		assertThat(connections.find("catalog-service")).isNull();
		assertThat(connections.find("catalog-service-service")).isNull();
	}

	@Test
	void takesResourceForConnectionThatIsCalledLikeServiceLink() {
		Connections connections = connections("EVENT_SERVICE_HOST", "localhost", "EVENT_SERVICE_PORT", "9092");
		assertThat(connections.names()).containsExactly("event-service");
	}

	@Test
	void leavesEndpointsOfServicesToTheServices() {
		Connections connections = connections("ConnectionStrings__catalog", "Host=h", "CATALOG_HOST", "h",
				"CATALOG_API_HTTP", "http://localhost:5301", "CATALOG_API_GRPC", "http://localhost:5302",
				"CATALOG_API_KEY", "k");
		assertThat(find(connections, "catalog").properties().names()).containsExactly("API_KEY", "HOST");
	}

	@Test
	void leavesServiceLinksOfConnectionAlone() {
		Connections connections = connections("ConnectionStrings__cache", "cache-service:6379", "CACHE_HOST",
				"cache-service", "CACHE_SERVICE_SERVICE_HOST", "10.0.31.7", "CACHE_SERVICE_SERVICE_PORT", "6379",
				"CACHE_SERVICE_SERVICE_PORT_TCP", "6379", "CACHE_SERVICE_PORT", "tcp://10.0.31.7:6379",
				"CACHE_SERVICE_PORT_6379_TCP", "tcp://10.0.31.7:6379", "CACHE_SERVICE_PORT_6379_TCP_ADDR", "10.0.31.7",
				"CACHE_SERVICE_PORT_6379_TCP_PORT", "6379", "CACHE_SERVICE_PORT_6379_TCP_PROTO", "tcp");
		assertThat(connections.names()).containsExactly("cache");
		assertThat(find(connections, "cache").properties().names()).containsExactly("HOST");
	}

	@Test
	void ignoresServiceLinkOfConnection() {
		Connections connections = connections("ConnectionStrings__cache", "cache-service:6379", "CACHE_HOST",
				"cache-service", "CACHE_PORT", "tcp://10.0.31.7:6379");
		assertThat(find(connections, "cache").properties().port()).isNull();
	}

	@Test
	void reunitesPropertiesWithConnectionWhoseDashesAppServiceHasStripped() {
		Connections connections = connections("ConnectionStrings__ordersdb", "Host=h", "ORDERS_DB_HOST", "h",
				"ORDERS_DB_PORT", "1");
		assertThat(connections.names()).containsExactly("ordersdb");
		assertThat(connections.find("orders-db")).isSameAs(find(connections, "ordersdb"));
		assertThat(find(connections, "orders-db").sources()).containsExactly("ConnectionStrings__ordersdb",
				"ORDERS_DB_HOST", "ORDERS_DB_PORT");
	}

	@Test
	void keepsConnectionsApartOfWhichOneHasDash() {
		Connections connections = connections("ConnectionStrings__ordersdb", "Host=h", "ORDERSDB_HOST", "h",
				"ORDERS_DB_HOST", "g", "ORDERS_DB_PORT", "1");
		assertThat(connections.names()).containsExactly("orders-db", "ordersdb");
		assertThat(find(connections, "orders-db").connectionString()).isNull();
		assertThat(find(connections, "ordersdb").properties().host()).isEqualTo("h");
	}

	@Test
	void keepsCompanionOfQdrantApart() {
		Connections connections = connections("ConnectionStrings__my-qdrant", "Endpoint=http://h:6334",
				"ConnectionStrings__my-qdrant_http", "Endpoint=http://h:6333", "MY_QDRANT_HTTPHOST", "h",
				"MY_QDRANT_URI", "http://h:6334");
		assertThat(connections.names()).containsExactly("my-qdrant", "my-qdrant_http");
		assertThat(find(connections, "my-qdrant").properties().names()).containsExactly("HTTPHOST", "URI");
		assertThat(find(connections, "my-qdrant_http").properties().isEmpty()).isTrue();
	}

	private static Connection find(Connections connections, String name) {
		return Objects.requireNonNull(connections.find(name), name);
	}

}
