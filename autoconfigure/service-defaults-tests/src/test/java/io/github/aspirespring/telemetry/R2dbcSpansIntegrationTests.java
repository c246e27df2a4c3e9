// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;

import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * What the spans of an application say that uses PostgreSQL by R2DBC.
 */
@Timeout(180)
class R2dbcSpansIntegrationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private static EmbeddedPostgres postgres;

	private static ConfigurableApplicationContext context;

	private static Spans spans;

	private static List<SpanData> startUp = List.of();

	@BeforeAll
	static void start() throws Exception {
		postgres = EmbeddedPostgres.start();
		context = new SpringApplicationBuilder(ReactiveShopApplication.class).web(WebApplicationType.REACTIVE)
			.initializers(AppHostVariables.none()
				.connectionString("catalogdb", connection("postgres"))
				.connectionString("auditdb", connection("template1")))
			.properties("aspire.postgres.connection-name=catalogdb", "spring.application.name=shop", "server.port=0",
					"management.health.defaults.enabled=false", "management.health.r2dbc.enabled=true",
					"management.otlp.metrics.export.enabled=false")
			.run();
		spans = context.getBean(Spans.class);
		startUp = List.copyOf(spans.finished());
	}

	@AfterAll
	static void stop() throws Exception {
		context.close();
		postgres.close();
	}

	@BeforeEach
	void forget() {
		spans.clear();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"/orders/book | SELECT postgres | db.system=postgresql, db.system.name=postgresql, db.namespace=postgres, db.name=postgres, db.operation.name=SELECT, db.query.text=select count(*) from orders where name = $1",
			"/audit | SELECT template1 | db.system=postgresql, db.system.name=postgresql, db.namespace=template1, db.name=template1, db.operation.name=SELECT, db.query.text=select ?" })
	void sayWhatIsAskedOfWhichDatabase(String path, String name, String attributes) throws Exception {
		assertThat(request("GET", path)).isEqualTo(200);
		SpanData span = spans.await(2).get(0);
		assertThat(span.getName()).isEqualTo(name);
		assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
		assertThat(Spans.attributes(span)).contains(entry("server.address", "localhost"),
				entry("server.port", (long) postgres.getPort()));
		assertThat(Spans.attributes(span)).containsAllEntriesOf(Spans.attributes(attributes))
			.doesNotContainKey("peer.service");
		assertThat(spans.finished().toString()).doesNotContain("s3cret");
	}

	@Test
	void belongToTheRequest() throws Exception {
		request("GET", "/orders/book");
		List<SpanData> trace = spans.await(2);
		assertThat(trace.get(1).getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(trace.get(0).getParentSpanId()).isEqualTo(trace.get(1).getSpanId());
	}

	@Test
	void belongToTheRequestInATransaction() throws Exception {
		assertThat(request("POST", "/orders/transaction")).isEqualTo(200);
		List<SpanData> trace = spans.await(3);
		assertThat(trace).extracting(SpanData::getName)
			.containsExactly("INSERT postgres", "SELECT postgres", "POST /orders/{name}");
		assertThat(trace.subList(0, 2)).extracting(SpanData::getParentSpanId).containsOnly(trace.get(2).getSpanId());
	}

	@Test
	void sayThatAStatementFails() throws Exception {
		assertThat(request("POST", "/failures/lost")).isEqualTo(500);
		List<SpanData> trace = spans.await(3);
		assertThat(trace).extracting((span) -> span.getStatus().getStatusCode())
			.containsExactly(StatusCode.UNSET, StatusCode.ERROR, StatusCode.ERROR);
		assertThat(Spans.attributes(trace.get(1))).containsEntry("db.response.status_code", "42P01")
			.containsEntry("db.query.text", "select * from nothing");
		assertThat(context.getBean(ReactiveShopApplication.Orders.class).count("lost").block(DEADLINE)).isZero();
	}

	@Test
	void belongToWhoeverWaits() {
		DatabaseClient client = context.getBean(DatabaseClient.class);
		Observation.createNotStarted("task", context.getBean(ObservationRegistry.class))
			.observe(() -> Flux.range(0, 20)
				.flatMap((each) -> client.sql("select pg_sleep(0.01)").then())
				.blockLast(DEADLINE));
		List<SpanData> trace = spans.await(21);
		assertThat(trace.subList(0, 20)).extracting(SpanData::getParentSpanId).containsOnly(trace.get(20).getSpanId());
	}

	@Test
	void areNotMadeForHealth() throws Exception {
		assertThat(request("GET", "/health")).isEqualTo(200);
		assertThat(request("GET", "/actuator/health")).isEqualTo(200);
		request("GET", "/orders/book");
		assertThat(spans.await(2)).extracting(SpanData::getName).first().isEqualTo("SELECT postgres");
		assertThat(spans.finished()).hasSize(2);
	}

	@Test
	void areNotMadeAtStartUp() {
		assertThat(startUp).extracting(SpanData::getName).isEmpty();
	}

	@Test
	void leaveTheTagsOfMetricsAlone() throws Exception {
		request("GET", "/audit");
		List<Meter> meters = List.copyOf(context.getBean(MeterRegistry.class).get("r2dbc.query").meters());
		assertThat(meters).allSatisfy((each) -> assertThat(each.getId().getTags()).extracting(Tag::getKey)
			.filteredOn((key) -> !key.startsWith("application"))
			.containsExactlyInAnyOrder("error", "r2dbc.connection"));
	}

	@Test
	void leaveThePoolAndItsConnectionsWhatTheyAre() {
		assertThat(context.getBean(ConnectionFactory.class)).isExactlyInstanceOf(ConnectionPool.class);
		Boolean unwrapped = Mono
			.usingWhen(context.getBean(ConnectionFactory.class).create(),
					(connection) -> Mono.just(((Wrapped<?>) connection).unwrap(PostgresqlConnection.class) != null),
					Connection::close)
			.block(DEADLINE);
		assertThat(unwrapped).isTrue();
	}

	private static String connection(String database) {
		return "Host=localhost;Port=" + postgres.getPort() + ";Username=postgres;Password=s3cret;Database=" + database;
	}

	private static int request(String method, String path) throws Exception {
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.timeout(DEADLINE)
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
	}

}
