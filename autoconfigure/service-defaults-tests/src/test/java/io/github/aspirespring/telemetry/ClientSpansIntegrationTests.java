// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import io.github.aspirespring.telemetry.ShopApplication.Listeners;
import io.github.aspirespring.telemetry.ShopApplication.Shop;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * What the spans of an application say that uses PostgreSQL, Redis, Kafka and RabbitMQ.
 */
@Timeout(300)
class ClientSpansIntegrationTests {

	private static Servers servers;

	private static ConfigurableApplicationContext context;

	private static Spans spans;

	private static List<SpanData> startUp = List.of();

	@BeforeAll
	static void start() throws Exception {
		servers = new Servers();
		context = run(servers.variables());
		spans = context.getBean(Spans.class);
		startUp = List.copyOf(spans.finished());
	}

	@AfterAll
	static void stop() throws Exception {
		context.close();
		servers.close();
	}

	@BeforeEach
	void order() throws InterruptedException {
		spans.clear();
		Observation.createNotStarted("order", context.getBean(ObservationRegistry.class))
			.observe(() -> context.getBean(Shop.class).order("book"));
		for (int each = 0; each < 2; each++) {
			assertThat(context.getBean(Listeners.class).received().poll(20, TimeUnit.SECONDS)).isEqualTo("book");
		}
		spans.await(() -> {
			assertThat(spans.finished(SpanKind.CONSUMER)).hasSize(2);
			assertThat(spans.finished(SpanKind.PRODUCER)).hasSize(2);
		});
	}

	@Test
	void sayWhichServerWasCalled() {
		List<SpanData> calls = spans.finished().stream().filter((span) -> span.getKind() != SpanKind.INTERNAL).toList();
		assertThat(calls).extracting(ClientSpansIntegrationTests::system)
			.containsOnly("postgresql", "redis", "kafka", "rabbitmq");
		assertThat(calls).allSatisfy((span) -> assertThat(Spans.attributes(span))
			.contains(entry("server.address", "localhost"), entry("server.port", servers.port(system(span))))
			.doesNotContainKey("peer.service"));
	}

	@Test
	void belongToOneTrace() {
		assertThat(spans.finished()).extracting(SpanData::getTraceId).containsOnly(trace());
		assertThat(spans.finished(SpanKind.CONSUMER)).allSatisfy((consumer) -> {
			SpanData producer = spans.finished(SpanKind.PRODUCER)
				.stream()
				.filter((span) -> system(span).equals(system(consumer)))
				.findFirst()
				.orElseThrow();
			assertThat(consumer.getParentSpanId()).isEqualTo(producer.getSpanId());
		});
		assertThat(spans.finished(SpanKind.CLIENT)).filteredOn((span) -> span.getName().equals("INSERT postgres"))
			.extracting(SpanData::getParentSpanId)
			.containsExactlyInAnyOrderElementsOf(
					spans.finished(SpanKind.CONSUMER).stream().map(SpanData::getSpanId).toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"SELECT postgres | CLIENT | db.system=postgresql, db.system.name=postgresql, db.namespace=postgres, db.name=postgres, db.operation.name=SELECT, db.query.text=select count(*) from orders where name = ?",
			"SELECT template1 | CLIENT | db.system=postgresql, db.namespace=template1, db.query.text=select ?",
			"INSERT postgres | CLIENT | db.operation.name=INSERT, db.query.text=insert into orders (name) values (?)",
			"set | CLIENT | db.system=redis, db.system.name=redis, db.namespace=0, db.operation.name=SET",
			"orders send | PRODUCER | messaging.system=kafka, messaging.operation=publish, messaging.operation.name=publish, messaging.operation.type=send, messaging.destination.name=orders",
			"orders process | CONSUMER | messaging.system=kafka, messaging.operation=process, messaging.operation.name=process, messaging.operation.type=process, messaging.destination.name=orders, messaging.destination.partition.id=0, messaging.consumer.group.name=shipping",
			"invoices send | PRODUCER | messaging.system=rabbitmq, messaging.operation=publish, messaging.operation.name=publish, messaging.operation.type=send, messaging.destination.name=invoices, messaging.rabbitmq.destination.routing_key=invoices",
			"invoices receive | CONSUMER | messaging.system=rabbitmq, messaging.operation=process, messaging.operation.name=process, messaging.operation.type=process, messaging.destination.name=invoices, messaging.rabbitmq.destination.routing_key=invoices" })
	void sayWhatWasDone(String name, SpanKind kind, String attributes) {
		SpanData span = spans.finished()
			.stream()
			.filter((each) -> each.getName().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError(name + " is not among " + spans.names()));
		assertThat(span.getKind()).isEqualTo(kind);
		assertThat(Spans.attributes(span)).containsAllEntriesOf(Spans.attributes(attributes));
	}

	@Test
	void tellNoValues() {
		assertThat(spans.finished().toString()).doesNotContain("s3cret");
	}

	@Test
	void areNotMadeAtStartUp() {
		assertThat(startUp).extracting(SpanData::getName).isEmpty();
	}

	@Test
	void areMadeForWorkOutsideOfATrace() {
		spans.clear();
		context.getBean(Shop.class).jdbc().queryForList("select 1");
		context.getBean(Shop.class).redis().hasKey("key");
		spans.await(() -> assertThat(spans.names()).containsExactlyInAnyOrder("SELECT postgres", "exists"));
	}

	@Test
	void belongToTheTraceOfWhoeverWaitsForAReactiveOne() {
		spans.clear();
		ReactiveStringRedisTemplate redis = context.getBean(ReactiveStringRedisTemplate.class);
		observe(() -> redis.hasKey("key").block());
		assertOneTrace("exists");
	}

	@Test
	void areNotMadeForHealth() {
		spans.clear();
		HealthEndpoint health = context.getBean(HealthEndpoint.class);
		context.getBean(Untraced.class).wrap(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP)).run();
		observe(() -> context.getBean(Shop.class).redis().hasKey("key"));
		assertOneTrace("exists");
	}

	@Test
	void sayThatSomethingFails() {
		Shop shop = context.getBean(Shop.class);
		spans.clear();
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> shop.jdbc().queryForList("select * from nothing"));
		shop.redis().opsForList().leftPush("list", "value");
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> shop.redis().opsForValue().get("list"));
		spans.await(() -> assertThat(spans.finished(SpanKind.CLIENT)).hasSize(3));
		Map<String, SpanData> failed = spans.finished(SpanKind.CLIENT)
			.stream()
			.filter((span) -> span.getStatus().getStatusCode() == StatusCode.ERROR)
			.collect(Collectors.toMap(SpanData::getName, (span) -> span));
		assertThat(failed).containsOnlyKeys("SELECT postgres", "get");
		assertThat(Spans.attributes(Objects.requireNonNull(failed.get("SELECT postgres"))))
			.containsEntry("db.response.status_code", "42P01");
		assertThat(Spans.attributes(Objects.requireNonNull(failed.get("get")))).containsEntry("error.type",
				"WRONGTYPE");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "jdbc.query | error, jdbc.datasource.name",
			"lettuce | db.operation, db.system, error, net.sock.peer.addr, net.sock.peer.port, net.transport",
			"spring.kafka.template | error, messaging.destination.kind, messaging.destination.name, messaging.operation, messaging.system, spring.kafka.template.name",
			"spring.kafka.listener | error, messaging.kafka.consumer.group, messaging.operation, messaging.source.kind, messaging.source.name, messaging.system, spring.kafka.listener.id",
			"spring.rabbit.template | error, messaging.destination.name, messaging.rabbitmq.destination.routing_key, spring.rabbit.template.name",
			"spring.rabbit.listener | error, messaging.destination.name, spring.rabbit.listener.id" })
	void leaveTheTagsOfMetricsAlone(String meter, String tags) {
		List<Meter> meters = List.copyOf(context.getBean(MeterRegistry.class).get(meter).meters());
		assertThat(meters).allSatisfy((each) -> assertThat(each.getId().getTags()).extracting(Tag::getKey)
			.filteredOn((key) -> !key.startsWith("application"))
			.containsExactlyInAnyOrderElementsOf(Set.copyOf(Arrays.asList(tags.split(", ")))));
	}

	@Test
	void leaveThePoolsWhatTheyAre() throws Exception {
		for (DataSource dataSource : List.of(context.getBean("dataSource", DataSource.class),
				context.getBean("auditdb", DataSource.class))) {
			assertThat(dataSource.getClass()).isEqualTo(HikariDataSource.class);
			try (Connection connection = dataSource.getConnection()) {
				assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
			}
		}
		spans.clear();
		assertThat(Objects.requireNonNull(context.getBean(HealthEndpoint.class).healthForPath("db")).getStatus())
			.isEqualTo(Status.UP);
		assertThat(spans.names()).isEmpty();
	}

	@Test
	void doNotDelayTheStartWhileTheDatabaseIsDown() {
		AppHostVariables down = servers.variables()
			.connectionString("catalogdb",
					"Host=localhost;Port=" + TestPorts.refusing() + ";Username=ann;Password=s3cret;Database=orders");
		try (ConfigurableApplicationContext started = run(down, "spring.flyway.enabled=false",
				"spring.kafka.listener.auto-startup=false", "spring.rabbitmq.listener.simple.auto-startup=false")) {
			assertThat(started.getBean("dataSource", HikariDataSource.class).isRunning()).isFalse();
		}
	}

	private static ConfigurableApplicationContext run(AppHostVariables variables, String... properties) {
		return new SpringApplicationBuilder(ShopApplication.class).web(WebApplicationType.NONE)
			.initializers(variables)
			.properties("aspire.postgres.connection-name=catalogdb", "aspire.redis.connection-name=cache",
					"aspire.kafka.connection-name=events", "spring.application.name=shop",
					"spring.kafka.consumer.auto-offset-reset=earliest", "management.otlp.metrics.export.enabled=false")
			.properties(properties)
			.run();
	}

	private static void observe(Runnable task) {
		Observation.createNotStarted("task", context.getBean(ObservationRegistry.class)).observe(task);
	}

	private static void assertOneTrace(String span) {
		spans.await(() -> assertThat(spans.names()).containsExactlyInAnyOrder("task", span));
		assertThat(spans.finished().stream().map(SpanData::getTraceId).distinct()).hasSize(1);
	}

	private static String trace() {
		return spans.finished(SpanKind.INTERNAL)
			.stream()
			.filter((span) -> span.getName().equals("order"))
			.findFirst()
			.orElseThrow()
			.getTraceId();
	}

	private static String system(SpanData span) {
		Map<String, Object> attributes = Spans.attributes(span);
		return attributes.getOrDefault("db.system", attributes.getOrDefault("messaging.system", "none")).toString();
	}

}
