// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.observation.QueryContext;
import io.r2dbc.proxy.observation.QueryObservationConvention;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProxyAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.observation.R2dbcObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;

import io.github.aspirespring.telemetry.sql.StartUpStatements;
import io.github.aspirespring.telemetry.tracing.Traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AspireR2dbcTelemetryAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AspireR2dbcTelemetryAutoConfigurationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private final Traces traces = new Traces();

	private final ApplicationContextRunner runner = this.traces
		.in(new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(R2dbcAutoConfiguration.class, R2dbcProxyAutoConfiguration.class,
					R2dbcObservationAutoConfiguration.class, AspireR2dbcTelemetryAutoConfiguration.class)))
		.withPropertyValues("spring.r2dbc.url=r2dbc:h2:mem:///carts?options=DB_CLOSE_DELAY=-1",
				"spring.r2dbc.username=sa", "spring.r2dbc.password=s3cret");

	@Test
	void saysWhatIsAskedOfWhichDatabase() {
		this.runner.run((context) -> {
			assertThat(context.getBean(DatabaseClient.class)
				.sql("select 'v4lue' from system_range(1, 3) where 1 = :one")
				.bind("one", 1)
				.fetch()
				.all()
				.collectList()
				.block(DEADLINE)).hasSize(3);
			SpanData span = span();
			assertThat(span.getName()).isEqualTo("SELECT carts");
			assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
			assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
			assertThat(Traces.attributes(span)).contains(entry("db.system", "h2"),
					entry("db.system.name", "h2database"), entry("db.namespace", "carts"), entry("db.name", "carts"),
					entry("db.operation.name", "SELECT"),
					entry("db.query.text", "select 'v4lue' from system_range(1, 3) where 1 = $1"));
			assertThat(Traces.attributes(span)).doesNotContainKey("r2dbc.query[0]");
			assertThat(span.getEvents()).isEmpty();
			assertThat(this.traces.finished().toString()).doesNotContain("s3cret");
		});
	}

	@Test
	void replacesTheValuesOfWhatHasNoParameters() {
		this.runner.run((context) -> {
			execute(context, "create user if not exists ann password 's3cret'");
			assertThat(Traces.attributes(span())).containsEntry("db.query.text",
					"create user if not exists ann password ?");
		});
	}

	@Test
	void leavesTheTextOut() {
		this.runner.withPropertyValues("aspire.telemetry.r2dbc.query-text=false").run((context) -> {
			execute(context, "select 1");
			assertThat(Traces.attributes(span())).containsEntry("db.operation.name", "SELECT")
				.doesNotContainKey("db.query.text");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void showsParametersIfTheApplicationAsksForThem(boolean asked) {
		this.runner.withPropertyValues("management.observations.r2dbc.include-parameter-values=" + asked)
			.run((context) -> {
				context.getBean(DatabaseClient.class)
					.sql("select 1 where 'x' <> :name")
					.bind("name", "p4ram")
					.then()
					.block(DEADLINE);
				assertThat(Traces.attributes(span()).containsKey("r2dbc.params[0]")).isEqualTo(asked);
				assertThat(this.traces.finished().toString().contains("p4ram")).isEqualTo(asked);
			});
	}

	@Test
	void saysHowAStatementFails() {
		this.runner.run((context) -> {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> execute(context, "select * from nothing"));
			assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(Traces.attributes(span()).get("db.response.status_code")).asString().startsWith("42S0");
		});
	}

	@Test
	void endsOnceWhereARowCannotBeRead() {
		this.runner.run((context) -> {
			assertThatIllegalStateException()
				.isThrownBy(() -> context.getBean(DatabaseClient.class).sql("select 1").map((row) -> {
					throw new IllegalStateException("unreadable");
				}).all().blockLast(DEADLINE))
				.withMessage("unreadable");
			assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(timer(context).count()).isOne();
		});
	}

	@Test
	void endsWhereNotAllRowsAreRead() {
		this.runner.run((context) -> {
			assertThat(context.getBean(DatabaseClient.class)
				.sql("select x from system_range(1, 1000)")
				.mapValue(Long.class)
				.first()
				.block(DEADLINE)).isOne();
			// Whoever has what he wants does not wait for the end
			await().atMost(DEADLINE).untilAsserted(() -> assertThat(span().getName()).isEqualTo("SELECT carts"));
			assertThat(timer(context).count()).isOne();
		});
	}

	@Test
	void countsABatch() {
		this.runner.run((context) -> {
			execute(context, "create table if not exists batched (id int)");
			this.traces.clear();
			update(context,
					(connection) -> connection.createStatement("insert into batched values ($1)")
						.bind(0, 1)
						.add()
						.bind(0, 2)
						.execute());
			update(context,
					(connection) -> connection.createBatch()
						.add("insert into batched values (3)")
						.add("insert into batched values (4)")
						.execute());
			assertThat(this.traces.names()).containsExactly("BATCH INSERT carts", "BATCH INSERT carts");
			assertThat(this.traces.finished()).extracting((span) -> Traces.attributes(span).get("db.query.text"))
				.containsExactly("insert into batched values ($1)", "insert into batched values (?)");
			assertThat(this.traces.finished())
				.extracting((span) -> Traces.attributes(span).get("db.operation.batch.size"))
				.containsExactly("2", "2");
		});
	}

	@Test
	void metersByTheProductOnly() {
		this.runner.run((context) -> {
			execute(context, "select 1");
			assertThat(timer(context).getId().getTags()).containsExactlyInAnyOrder(Tag.of("error", "none"),
					Tag.of("r2dbc.connection", "H2"));
		});
	}

	@Test
	void asksPredicatesByName(CapturedOutput output) {
		ObservationPredicate predicate = (name, observed) -> !name.startsWith("denied.");
		this.runner.withBean("names", ObservationPredicate.class, () -> predicate).run((context) -> {
			execute(context, "select 1");
			assertThat(this.traces.names()).containsExactly("SELECT carts");
		});
		assertThat(output).doesNotContain("onErrorDropped");
	}

	@Test
	void leavesOutWhatThePredicatesDo(CapturedOutput output) {
		this.runner.withPropertyValues("management.observations.enable.r2dbc=false").run((context) -> {
			Observation.createNotStarted("task", context.getBean(ObservationRegistry.class))
				.observe(() -> execute(context, "select 1"));
			assertThat(this.traces.names()).containsExactly("task");
		});
		assertThat(output).doesNotContain("onErrorDropped");
	}

	@Test
	void belongsToTheTraceOfItsSubscriber() {
		this.runner.run((context) -> {
			Observation subscriber = Observation.start("subscriber", context.getBean(ObservationRegistry.class));
			Observation.createNotStarted("thread", context.getBean(ObservationRegistry.class))
				.observe(() -> context.getBean(DatabaseClient.class)
					.sql("select 1")
					.then()
					.contextWrite((written) -> written.put(ObservationThreadLocalAccessor.KEY, subscriber))
					.block(DEADLINE));
			subscriber.stop();
			SpanData parent = this.traces.finished().get(2);
			assertThat(parent.getName()).isEqualTo("subscriber");
			assertThat(this.traces.finished().get(0).getParentSpanId()).isEqualTo(parent.getSpanId());
		});
	}

	@Test
	void leavesOutWhatMakesTheApplicationReady() {
		this.runner.withBean(Migration.class).run((context) -> {
			assertThat(this.traces.names()).containsExactly("INSERT carts", "parent");
			execute(context, "select 1");
			assertThat(this.traces.names()).hasSize(3);
		});
	}

	@Test
	void leavesOutHowThePoolLooksAfterItsConnections() {
		this.runner.withPropertyValues("spring.r2dbc.pool.validation-query=select 2").run((context) -> {
			execute(context, "select 1");
			assertThat(this.traces.names()).containsExactly("SELECT carts");
		});
	}

	@Test
	void leavesTheConventionToTheApplication() {
		this.runner.withBean(QueryObservationConvention.class, OwnConvention::new).run((context) -> {
			execute(context, "select 1");
			assertThat(span().getName()).isEqualTo("own");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled", "aspire.telemetry.enabled", "aspire.telemetry.r2dbc.enabled" })
	void leavesItToSpringBootWhereItIsSwitchedOff(String property) {
		this.runner.withPropertyValues(property + "=false").run((context) -> {
			execute(context, "select 1");
			assertThat(this.traces.names()).contains("query");
			assertThat(context).doesNotHaveBean(StartUpStatements.class);
		});
	}

	@Test
	void leavesStatementsAloneThatSpringBootDoesNotObserve() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(R2dbcAutoConfiguration.class, R2dbcProxyAutoConfiguration.class,
					AspireR2dbcTelemetryAutoConfiguration.class))
			.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StartUpStatements.class));
	}

	@Test
	void backsOffWithoutItsLibraries() {
		for (Class<?> type : List.of(ConnectionFactory.class, ObservationRegistry.class, ProxyConnectionFactory.class,
				R2dbcObservationAutoConfiguration.class)) {
			new ApplicationContextRunner().withClassLoader(new FilteredClassLoader(type))
				.withConfiguration(AutoConfigurations.of(AspireR2dbcTelemetryAutoConfiguration.class))
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StartUpStatements.class));
		}
	}

	private SpanData span() {
		assertThat(this.traces.finished()).hasSize(1);
		return this.traces.finished().get(0);
	}

	private static void execute(ApplicationContext context, String sql) {
		context.getBean(DatabaseClient.class).sql(sql).then().block(DEADLINE);
	}

	private static void update(ApplicationContext context,
			Function<Connection, Publisher<? extends Result>> statement) {
		context.getBean(DatabaseClient.class)
			.inConnectionMany((connection) -> Flux.from(statement.apply(connection)).concatMap(Result::getRowsUpdated))
			.blockLast(DEADLINE);
	}

	private static Timer timer(ApplicationContext context) {
		return context.getBean(MeterRegistry.class).get("r2dbc.query").timer();
	}

	static final class Migration implements InitializingBean {

		private final DatabaseClient client;

		private final ObservationRegistry observations;

		Migration(DatabaseClient client, ObservationRegistry observations) {
			this.client = client;
			this.observations = observations;
		}

		@Override
		public void afterPropertiesSet() {
			run("drop table if exists migrated").block(DEADLINE);
			run("create table migrated (id int)").block(DEADLINE);
			Observation.createNotStarted("parent", this.observations)
				.observe(() -> run("insert into migrated values (1)").block(DEADLINE));
		}

		private Mono<Void> run(String sql) {
			return this.client.sql(sql).then();
		}

	}

	private static final class OwnConvention implements QueryObservationConvention {

		@Override
		public String getContextualName(QueryContext context) {
			return "own";
		}

	}

}
