// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import io.github.aspirespring.telemetry.tracing.Traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link AspireJdbcTelemetryAutoConfiguration}.
 */
class AspireJdbcTelemetryAutoConfigurationTests {

	private final Traces traces = new Traces();

	private final ApplicationContextRunner runner = this.traces
		.in(new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourcePoolMetricsAutoConfiguration.class, AspireJdbcTelemetryAutoConfiguration.class)))
		.withPropertyValues("spring.datasource.url=jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=s3cret",
				"spring.datasource.username=sa", "spring.datasource.password=s3cret");

	@Test
	void saysWhatIsAskedOfWhichDatabase() {
		this.runner.run((context) -> {
			JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
			assertThat(jdbc.queryForList("select 'v4lue' from dual where 1 = ?", 1)).hasSize(1);
			SpanData span = this.traces.finished().get(0);
			assertThat(span.getName()).isEqualTo("SELECT orders");
			assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
			assertThat(Traces.attributes(span)).contains(entry("db.system", "h2"),
					entry("db.system.name", "h2database"), entry("db.namespace", "orders"), entry("db.name", "orders"),
					entry("db.operation.name", "SELECT"),
					entry("db.query.text", "select 'v4lue' from dual where 1 = ?"));
			assertThat(this.traces.finished().toString()).doesNotContain("s3cret");
		});
	}

	@Test
	void replacesTheValuesOfWhatIsNotPrepared() {
		this.runner.run((context) -> {
			new JdbcTemplate(context.getBean(DataSource.class)).execute("create user ann password 's3cret'");
			assertThat(Traces.attributes(this.traces.finished().get(0))).containsEntry("db.query.text",
					"create user ann password ?");
		});
	}

	@Test
	void leavesTheTextOut() {
		this.runner.withPropertyValues("aspire.telemetry.jdbc.query-text=false").run((context) -> {
			new JdbcTemplate(context.getBean(DataSource.class)).queryForList("select 1");
			assertThat(Traces.attributes(this.traces.finished().get(0))).containsEntry("db.operation.name", "SELECT")
				.doesNotContainKey("db.query.text");
		});
	}

	@Test
	void saysHowAStatementFails() {
		this.runner.run((context) -> {
			try (Connection connection = context.getBean(DataSource.class).getConnection();
					Statement statement = connection.createStatement()) {
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> statement.executeQuery("select * from nothing"));
			}
			SpanData span = this.traces.finished().get(0);
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(Traces.attributes(span)).containsEntry("db.response.status_code", "42S04");
		});
	}

	@Test
	void countsABatch() {
		this.runner.run((context) -> {
			JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
			jdbc.execute("create table batched (id int)");
			this.traces.clear();
			jdbc.batchUpdate("insert into batched values (?)", List.of(new Object[] { 1 }, new Object[] { 2 }));
			SpanData span = this.traces.finished().get(0);
			assertThat(span.getName()).isEqualTo("BATCH INSERT orders");
			assertThat(Traces.attributes(span)).contains(entry("db.operation.batch.size", "2"),
					entry("db.query.text", "insert into batched values (?)"));
		});
	}

	@Test
	void metersByTheNameOfTheDataSourceOnly() {
		this.runner.run((context) -> {
			new JdbcTemplate(context.getBean(DataSource.class)).queryForList("select 1");
			assertThat(context.getBean(MeterRegistry.class).get("jdbc.query").timer().getId().getTags())
				.containsExactlyInAnyOrder(Tag.of("error", "none"), Tag.of("jdbc.datasource.name", "dataSource"));
		});
	}

	@Test
	void leavesThePoolWhatItIs() {
		this.runner.run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(dataSource.getClass()).isEqualTo(HikariDataSource.class);
			assertThat(context.getBean(HikariDataSource.class).isRunning()).isFalse();
			assertThat(dataSource.unwrap(HikariDataSource.class)).isSameAs(dataSource);
			try (Connection connection = dataSource.getConnection()) {
				assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
				assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
				assertThat(value(context.getBean(MeterRegistry.class), "hikaricp.connections.active")).isOne();
				assertThat(value(context.getBean(MeterRegistry.class), "jdbc.connections.max")).isEqualTo(10);
			}
		});
	}

	@Test
	void observesAPoolThatHasBeenStarted() {
		this.runner.withBean("dataSource", HikariDataSource.class, AspireJdbcTelemetryAutoConfigurationTests::started)
			.run((context) -> {
				HikariDataSource dataSource = context.getBean(HikariDataSource.class);
				assertThat(dataSource.isRunning()).isTrue();
				try (Connection connection = dataSource.getConnection();
						PreparedStatement statement = connection.prepareStatement("select 1")) {
					statement.executeQuery();
					assertThat(value(context.getBean(MeterRegistry.class), "jdbc.connections.active")).isOne();
				}
				assertThat(dataSource.unwrap(HikariDataSource.class)).isNotNull();
				assertThat(this.traces.names()).containsExactly("SELECT started");
			});
	}

	@Test
	void observesOtherDataSourcesUnlessTheyLoseTheirType() {
		this.runner
			.withBean(SimpleDriverDataSource.class,
					() -> new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:mem:simple", "sa", ""))
			.withBean("h2", JdbcDataSource.class, AspireJdbcTelemetryAutoConfigurationTests::h2)
			.withBean("final", FinalDataSource.class, FinalDataSource::new)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				for (DataSource dataSource : List.of(context.getBean(SimpleDriverDataSource.class),
						context.getBean(JdbcDataSource.class), context.getBean("final", DataSource.class))) {
					new JdbcTemplate(dataSource).queryForList("select 1");
				}
				assertThat(this.traces.names()).containsExactly("SELECT simple", "SELECT final");
			});
	}

	@Test
	void observesWhatAProxyLeadsToOnce() {
		try (HikariDataSource pool = pool("jdbc:h2:mem:lazy")) {
			this.runner
				.withBean("lazy", LazyConnectionDataSourceProxy.class, () -> new LazyConnectionDataSourceProxy(pool))
				.run((context) -> {
					new JdbcTemplate(context.getBean(DataSource.class)).queryForList("select 1");
					assertThat(this.traces.names()).containsExactly("SELECT lazy");
				});
		}
	}

	@Test
	void leavesScopedProxiesAlone() {
		this.runner.withUserConfiguration(ScopedConfiguration.class).run((context) -> {
			new JdbcTemplate(context.getBean(HikariDataSource.class)).queryForList("select 1");
			assertThat(this.traces.names()).containsExactly("SELECT scoped");
		});
	}

	@Test
	void leavesOutWhatMakesTheApplicationReady() {
		this.runner.withBean(Migration.class).run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(this.traces.names()).containsExactly("INSERT orders", "parent");
			new JdbcTemplate(dataSource).queryForList("select 1");
			assertThat(this.traces.names()).hasSize(3);
		});
	}

	@Test
	void leavesOutHowThePoolLooksAfterItsConnections() {
		this.runner
			.withPropertyValues("spring.datasource.hikari.connection-test-query=select 2",
					"spring.datasource.hikari.connection-init-sql=select 3")
			.run((context) -> {
				new JdbcTemplate(context.getBean(DataSource.class)).queryForList("select 1");
				assertThat(this.traces.finished()).extracting((span) -> Traces.attributes(span).get("db.query.text"))
					.containsExactly("select ?");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "data-source-class-name=org.h2.jdbcx.JdbcDataSource", "driver-class-name=org.h2.Driver" })
	void opensConnectionsAsThePoolIsConfigured(String property) {
		this.runner
			.withPropertyValues("spring.datasource.hikari." + property,
					"spring.datasource.hikari.data-source-properties.url=jdbc:h2:mem:configured")
			.run((context) -> {
				new JdbcTemplate(context.getBean(DataSource.class)).queryForList("select 1");
				assertThat(this.traces.names())
					.containsExactly("SELECT " + (property.startsWith("data") ? "configured" : "orders"));
			});
	}

	@Test
	void keepsNothingOfGeneratedKeys() {
		this.runner.run((context) -> {
			JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
			jdbc.execute("create table keyed (id identity)");
			try (Connection connection = context.getBean(DataSource.class).getConnection();
					Statement statement = connection.createStatement()) {
				statement.executeUpdate("insert into keyed default values", Statement.RETURN_GENERATED_KEYS);
				assertThat(statement.getGeneratedKeys().next()).isTrue();
			}
			assertThat(this.traces.names()).containsExactly("CREATE orders", "INSERT orders");
		});
	}

	@Test
	void isSwitchedOff() {
		for (String property : List.of("aspire.enabled", "aspire.telemetry.enabled", "aspire.telemetry.jdbc.enabled")) {
			this.runner.withPropertyValues(property + "=false")
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservedDataSources.class));
		}
	}

	@Test
	void backsOffWithoutItsLibraries() {
		for (Class<?> type : List.of(net.ttddyy.observation.tracing.DataSourceObservationListener.class,
				ObservationRegistry.class)) {
			new ApplicationContextRunner().withClassLoader(new FilteredClassLoader(type))
				.withConfiguration(AutoConfigurations.of(AspireJdbcTelemetryAutoConfiguration.class))
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservedDataSources.class));
		}
	}

	private static double value(MeterRegistry meters, String name) {
		Meter meter = meters.get(name).meter();
		return meter.measure().iterator().next().getValue();
	}

	private static HikariDataSource started() {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl("jdbc:h2:mem:started");
		return new HikariDataSource(config);
	}

	private static HikariDataSource pool(String url) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		return pool;
	}

	private static JdbcDataSource h2() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:h2");
		return dataSource;
	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguration {

		@Bean
		static org.springframework.beans.factory.config.BeanFactoryPostProcessor scopes() {
			return (beanFactory) -> beanFactory.registerScope("thread", new SimpleThreadScope());
		}

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		HikariDataSource dataSource() {
			return pool("jdbc:h2:mem:scoped");
		}

	}

	static final class Migration implements InitializingBean {

		private final JdbcTemplate jdbc;

		private final ObservationRegistry observations;

		Migration(DataSource dataSource, ObservationRegistry observations) {
			this.jdbc = new JdbcTemplate(dataSource);
			this.observations = observations;
		}

		@Override
		public void afterPropertiesSet() {
			this.jdbc.execute("drop table if exists migrated");
			this.jdbc.execute("create table migrated (id int)");
			Observation.createNotStarted("parent", this.observations)
				.observe(() -> this.jdbc.update("insert into migrated values (1)"));
		}

	}

	static final class FinalDataSource implements DataSource {

		private final JdbcDataSource h2 = h2();

		FinalDataSource() {
			this.h2.setURL("jdbc:h2:mem:final");
		}

		@Override
		public Connection getConnection() throws SQLException {
			return this.h2.getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return this.h2.getConnection(username, password);
		}

		@Override
		public PrintWriter getLogWriter() throws SQLException {
			return this.h2.getLogWriter();
		}

		@Override
		public void setLogWriter(PrintWriter out) throws SQLException {
			this.h2.setLogWriter(out);
		}

		@Override
		public void setLoginTimeout(int seconds) throws SQLException {
			this.h2.setLoginTimeout(seconds);
		}

		@Override
		public int getLoginTimeout() throws SQLException {
			return this.h2.getLoginTimeout();
		}

		@Override
		public java.util.logging.Logger getParentLogger() {
			return this.h2.getParentLogger();
		}

		@Override
		public <T> T unwrap(Class<T> type) throws SQLException {
			return this.h2.unwrap(type);
		}

		@Override
		public boolean isWrapperFor(Class<?> type) throws SQLException {
			return this.h2.isWrapperFor(type);
		}

	}

}
