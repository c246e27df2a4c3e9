// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceVariables} and the resources it references.
 */
class ServiceVariablesTests {

	private static final String POSTGRES_PASSWORD = "Zk4-_.{}~()*+!wM7tRb9Q";

	private static final String REDIS_PASSWORD = "Qw3rTy8uP2mN5bV7cX9zAs";

	private static final PostgresDatabase DATABASE = new PostgresDatabase("catalog-db", "localhost", 51002, "postgres",
			POSTGRES_PASSWORD, "catalog-db");

	private static final RedisStore CACHE = new RedisStore("cache", "localhost", 51001, REDIS_PASSWORD);

	private static final RabbitMqBroker MESSAGING = new RabbitMqBroker("messaging", "localhost", 51003, "guest",
			"Hn4kPw7sRt2vYx5zBc8dFg");

	private static final KafkaBroker EVENTS = new KafkaBroker("events", "localhost", 51004);

	private static final SpringBootApp CATALOG = new SpringBootApp("my-catalog", 51005).withGrpc(51006);

	private final ServiceVariables variables = new ServiceVariables(new SpringBootApp("catalog", 41235), "qwzkfjxb");

	@Test
	void serviceGetsItsPortAndItsTelemetrySettings() {
		assertThat(this.variables.injected()).containsExactlyInAnyOrderEntriesOf(Map.of("SERVER_PORT", "41235",
				"OTEL_SERVICE_NAME", "catalog", "OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=qwzkfjxb",
				"OTEL_BLRP_SCHEDULE_DELAY", "1000", "OTEL_BSP_SCHEDULE_DELAY", "1000", "OTEL_METRIC_EXPORT_INTERVAL",
				"1000", "OTEL_TRACES_SAMPLER", "always_on", "OTEL_METRICS_EXEMPLAR_FILTER", "trace_based",
				"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"));
	}

	@Test
	void serviceGetsToKnowWhereItsTelemetryGoes() {
		assertThat(injectedBy(
				(variables) -> variables.withOtlpExporter("http://localhost:51009", "grpc", "Kp4wRt7yUi2oAs5dFg8hJk")))
			.containsExactlyInAnyOrderEntriesOf(
					Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:51009", "OTEL_EXPORTER_OTLP_PROTOCOL",
							"grpc", "OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=Kp4wRt7yUi2oAs5dFg8hJk"));
	}

	@Test
	void referencedDatabaseComesWithBothNamesOfItsConnectionStringAndEveryProperty() {
		assertThat(injectedBy(DATABASE)).containsExactlyInAnyOrderEntriesOf(Map.of("ConnectionStrings__catalog-db",
				"Host=localhost;Port=51002;Username=postgres;Password=Zk4-_.{}~()*+!wM7tRb9Q;Database=catalog-db",
				"ConnectionStrings__catalog_db",
				"Host=localhost;Port=51002;Username=postgres;Password=Zk4-_.{}~()*+!wM7tRb9Q;Database=catalog-db",
				"CATALOG_DB_HOST", "localhost", "CATALOG_DB_PORT", "51002", "CATALOG_DB_USERNAME", "postgres",
				"CATALOG_DB_PASSWORD", "Zk4-_.{}~()*+!wM7tRb9Q", "CATALOG_DB_URI",
				"postgresql://postgres:Zk4-_.%7B%7D~%28%29%2A%2B%21wM7tRb9Q@localhost:51002/catalog-db",
				"CATALOG_DB_JDBCCONNECTIONSTRING", "jdbc:postgresql://localhost:51002/catalog-db",
				"CATALOG_DB_DATABASENAME", "catalog-db"));
	}

	@Test
	void referencedCacheComesWithItsConnectionStringAndEveryProperty() {
		assertThat(injectedBy(CACHE)).containsExactlyInAnyOrderEntriesOf(
				Map.of("ConnectionStrings__cache", "localhost:51001,password=Qw3rTy8uP2mN5bV7cX9zAs", "CACHE_HOST",
						"localhost", "CACHE_PORT", "51001", "CACHE_PASSWORD", "Qw3rTy8uP2mN5bV7cX9zAs", "CACHE_URI",
						"redis://:Qw3rTy8uP2mN5bV7cX9zAs@localhost:51001"));
	}

	@Test
	void referencedRabbitMqComesWithItsUriAndEveryProperty() {
		assertThat(injectedBy(MESSAGING)).containsExactlyInAnyOrderEntriesOf(Map.of("ConnectionStrings__messaging",
				"amqp://guest:Hn4kPw7sRt2vYx5zBc8dFg@localhost:51003", "MESSAGING_HOST", "localhost", "MESSAGING_PORT",
				"51003", "MESSAGING_USERNAME", "guest", "MESSAGING_PASSWORD", "Hn4kPw7sRt2vYx5zBc8dFg", "MESSAGING_URI",
				"amqp://guest:Hn4kPw7sRt2vYx5zBc8dFg@localhost:51003"));
	}

	@Test
	void userAndPasswordOfRabbitMqAreEncodedWhereTheyArePartOfAUri() {
		assertThat(injectedBy(new RabbitMqBroker("mq", "localhost", 5672, "me@home", "a/b")))
			.containsEntry("ConnectionStrings__mq", "amqp://me%40home:a%2Fb@localhost:5672")
			.containsEntry("MQ_USERNAME", "me@home")
			.containsEntry("MQ_PASSWORD", "a/b");
	}

	@Test
	void referencedKafkaComesWithItsAddressOnly() {
		assertThat(injectedBy(EVENTS)).containsExactlyInAnyOrderEntriesOf(Map.of("ConnectionStrings__events",
				"localhost:51004", "EVENTS_HOST", "localhost", "EVENTS_PORT", "51004"));
	}

	@Test
	void databaseNameMayDifferFromTheResourceName() {
		assertThat(injectedBy(new PostgresDatabase("orders", "localhost", 5432, "postgres", "x", "db#test")))
			.containsEntry("ConnectionStrings__orders",
					"Host=localhost;Port=5432;Username=postgres;Password=x;Database=db#test")
			.containsEntry("ORDERS_URI", "postgresql://postgres:x@localhost:5432/db%23test")
			.containsEntry("ORDERS_JDBCCONNECTIONSTRING", "jdbc:postgresql://localhost:5432/db%23test")
			.containsEntry("ORDERS_DATABASENAME", "db#test");
	}

	@Test
	void serviceThatServesGrpcGetsAPortForIt() {
		assertThat(new ServiceVariables(new SpringBootApp("catalog", 41235).withGrpc(41236), "qwzkfjxb").injected())
			.containsEntry("SERVER_PORT", "41235")
			.containsEntry("SPRING_GRPC_SERVER_PORT", "41236");
	}

	@Test
	void referencedServiceComesWithTheAddressOfEveryEndpoint() {
		assertThat(injectedBy((variables) -> variables.withReference(CATALOG)))
			.containsExactlyInAnyOrderEntriesOf(Map.of("services__my-catalog__http__0", "http://localhost:51005",
					"services__my-catalog__grpc__0", "http://localhost:51006", "MY_CATALOG_HTTP",
					"http://localhost:51005", "MY_CATALOG_GRPC", "http://localhost:51006"));
	}

	@Test
	void twoServicesReferencedByOneNameAreEndpointsOfOneService() {
		SpringBootApp other = new SpringBootApp("other", 51007).withGrpc(51008);
		assertThat(injectedBy((variables) -> variables.withReference(CATALOG).withReference(other, "my-catalog")))
			.containsExactlyInAnyOrderEntriesOf(
					Map.of("services__my-catalog__http__0", "http://localhost:51005", "services__my-catalog__grpc__0",
							"http://localhost:51006", "MY_CATALOG_HTTP", "http://localhost:51005", "MY_CATALOG_GRPC",
							"http://localhost:51006", "services__my-catalog__http__1", "http://localhost:51007",
							"services__my-catalog__grpc__1", "http://localhost:51008", "my_catalog_HTTP",
							"http://localhost:51007", "my_catalog_GRPC", "http://localhost:51008"));
	}

	@Test
	void serviceInheritsTheEnvironmentOfTheAppHost() {
		Map<String, String> environment = this.variables.environment(Map.of("PATH", "/bin", "SERVER_PORT", "8080"));
		assertThat(environment).containsEntry("PATH", "/bin")
			.containsEntry("SERVER_PORT", "41235")
			.containsAllEntriesOf(this.variables.injected());
	}

	@Test
	void serviceDoesNotInheritWhatBelongsToTheAppHostItself() {
		assertThat(this.variables.environment(Map.of("ASPNETCORE_URLS", "http://localhost:1", "DOTNET_LAUNCH_PROFILE",
				"http", "ASPNETCORE_ENVIRONMENT", "Development", "DOTNET_ENVIRONMENT", "Development", "ASPIRE_LOGLEVEL",
				"Debug")))
			.isEqualTo(this.variables.injected());
	}

	@Test
	void resourcesDoNotTellTheirPasswords() {
		assertThat(DATABASE).hasToString("catalog-db (PostgreSQL database catalog-db at localhost:51002)");
		assertThat(CACHE).hasToString("cache (Redis at localhost:51001)");
		assertThat(MESSAGING).hasToString("messaging (RabbitMQ at localhost:51003)");
		assertThat(EVENTS).hasToString("events (Kafka at localhost:51004)");
	}

	private Map<String, String> injectedBy(ReferencedResource resource) {
		return injectedBy((variables) -> variables.withReference(resource));
	}

	private Map<String, String> injectedBy(UnaryOperator<ServiceVariables> reference) {
		Map<String, String> before = Map.copyOf(this.variables.injected());
		Map<String, String> after = new TreeMap<>(reference.apply(this.variables).injected());
		after.keySet().removeAll(before.keySet());
		return after;
	}

}
