// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.aspirespring.postgres.AspirePostgresJdbcConnectionsAutoConfiguration;
import io.github.aspirespring.postgres.AspirePostgresR2dbcConnectionsAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with two databases on servers of their own.
 */
@ExtendWith(OutputCaptureExtension.class)
class PostgresConnectionsIntegrationTests {

	private static final String DATABASE = "select current_database()::text";

	private static PostgresServer server;

	private static PostgresServer other;

	private final AspireContextRunner jdbc = PostgresApplication.JDBC.runner()
		.withConfiguration(AutoConfigurations.of(AspirePostgresJdbcConnectionsAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("aspire.postgres.connection-name=orders-db");

	private final AspireContextRunner r2dbc = PostgresApplication.R2DBC.runner()
		.withConfiguration(AutoConfigurations.of(AspirePostgresR2dbcConnectionsAutoConfiguration.class))
		.withPropertyValues("aspire.postgres.connection-name=orders-db");

	@BeforeAll
	static void startServers() {
		server = PostgresServer.start().with("app", "pw+%", "orders");
		other = PostgresServer.start().with("accountant", "other", "bills");
	}

	@AfterAll
	static void stopServers() {
		server.close();
		other.close();
	}

	@Test
	void everyDatabaseIsReachedByItsName() {
		this.jdbc.withVariables(variables(other.port())).run((context) -> {
			assertThat(context.getBean(JdbcClient.class).sql(DATABASE).query(String.class).single())
				.isEqualTo("orders");
			assertThat(bean(context, JdbcClient.class, "orders-db").sql(DATABASE).query(String.class).single())
				.isEqualTo("orders");
			assertThat(bean(context, JdbcClient.class, "billing").sql(DATABASE).query(String.class).single())
				.isEqualTo("bills");
		});
		this.r2dbc.withVariables(variables(other.port())).run((context) -> {
			assertThat(PostgresApplication.R2DBC.query(context, DATABASE)).isEqualTo("orders");
			assertThat(databaseOf(bean(context, DatabaseClient.class, "billing"))).isEqualTo("bills");
			assertThat(databaseOf(bean(context, DatabaseClient.class, "orders-db"))).isEqualTo("orders");
		});
	}

	@Test
	void selectedDatabaseHasOnePool() {
		this.jdbc.withVariables(variables(other.port())).run((context) -> {
			assertThat(bean(context, DataSource.class, "orders-db")).isSameAs(context.getBean("dataSource"));
			assertThat(bean(context, PlatformTransactionManager.class, "orders-db"))
				.isSameAs(context.getBean("transactionManager"));
			assertThat(context.getBeanNamesForType(DataSource.class, false, true))
				.containsExactlyInAnyOrder("dataSource", "billing");
		});
		this.r2dbc.withVariables(variables(other.port()))
			.run((context) -> assertThat(bean(context, ConnectionFactory.class, "orders-db"))
				.isSameAs(context.getBean("connectionFactory")));
	}

	@Test
	void databaseThatTheApplicationLocatesItselfLeavesTheOthersReachable() {
		this.jdbc.withVariables(variables(other.port()))
			.withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:" + other.port() + "/bills",
					"spring.datasource.username=accountant", "spring.datasource.password=other")
			.run((context) -> {
				assertThat(context.getBean(JdbcClient.class).sql(DATABASE).query(String.class).single())
					.isEqualTo("bills");
				assertThat(bean(context, JdbcClient.class, "orders-db").sql(DATABASE).query(String.class).single())
					.isEqualTo("orders");
			});
	}

	@Test
	void transactionIsThatOfTheDatabase() {
		this.jdbc.withVariables(variables(other.port())).run((context) -> {
			JdbcClient billing = bean(context, JdbcClient.class, "billing");
			billing.sql("create table bill (id int)").update();
			new TransactionTemplate(bean(context, PlatformTransactionManager.class, "billing"))
				.executeWithoutResult((status) -> {
					assertThat(billing.sql("insert into bill values (1)").update()).isOne();
					status.setRollbackOnly();
				});
			assertThat(billing.sql("select count(*) from bill").query(Long.class).single()).isZero();
		});
	}

	@Test
	void everyDatabaseHasItsHealthAndMetrics() {
		this.jdbc.withVariables(variables(TestPorts.refusing()))
			.withPropertyValues("aspire.postgres.connections.billing.connection-timeout=1s")
			.run((context) -> {
				CompositeHealthContributor health = context.getBean(CompositeHealthContributor.class);
				assertThat(health.stream().map(HealthContributors.Entry::name)).containsExactlyInAnyOrder("dataSource",
						"billing");
				assertThat(health(health.getContributor("dataSource"))).isEqualTo(Status.UP);
				assertThat(health(health.getContributor("billing"))).isEqualTo(Status.DOWN);
			});
		this.jdbc.withVariables(variables(other.port())).run((context) -> {
			bean(context, JdbcClient.class, "billing").sql(DATABASE).query(String.class).single();
			assertThat(context.getBean(MeterRegistry.class).get("hikaricp.connections").tag("pool", "billing").gauge())
				.satisfies((gauge) -> assertThat(gauge.value()).isPositive());
		});
		this.r2dbc.withVariables(variables(TestPorts.refusing())).run((context) -> {
			ReactiveHealthIndicator billing = (ReactiveHealthIndicator) context
				.getBean(CompositeReactiveHealthContributor.class)
				.getContributor("billing");
			assertThat(billing).isNotNull();
			assertThat(billing.health().map(Health::getStatus).block()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void poolIsTunedForAllConnectionsThenForOne() {
		this.jdbc.withVariables(variables(other.port()))
			.withPropertyValues("spring.datasource.hikari.maximum-pool-size=7",
					"spring.datasource.hikari.idle-timeout=11000",
					"aspire.postgres.connections.billing.maximum-pool-size=3",
					"aspire.postgres.connections.billing.login-timeout=4s")
			.run((context) -> {
				HikariDataSource selected = context.getBean("dataSource", HikariDataSource.class);
				HikariDataSource billing = (HikariDataSource) bean(context, DataSource.class, "billing");
				assertThat(selected.getMaximumPoolSize()).isEqualTo(7);
				assertThat(billing.getMaximumPoolSize()).isEqualTo(3);
				assertThat(billing.getIdleTimeout()).isEqualTo(11_000);
				assertThat(billing.getPoolName()).isEqualTo("billing");
				assertThat(billing.getJdbcUrl()).contains("loginTimeout=4");
				assertThat(selected.getJdbcUrl()).contains("loginTimeout=10");
			});
		this.r2dbc.withVariables(variables(other.port()))
			.withPropertyValues("spring.r2dbc.pool.max-idle-time=11s",
					"aspire.postgres.connections.billing.maximum-pool-size=3")
			.run((context) -> assertThat(bean(context, ConnectionFactory.class, "billing")).isInstanceOfSatisfying(
					ConnectionPool.class,
					(pool) -> assertThat(pool.getMetrics()).isPresent()
						.get()
						.satisfies((metrics) -> assertThat(metrics.getMaxAllocatedSize()).isEqualTo(3))));
	}

	@Test
	void poolIsClosedWithTheContextAndNothingIsToldButNames(CapturedOutput output) {
		HikariDataSource[] opened = new HikariDataSource[1];
		this.jdbc.withVariables(variables(other.port())).run((context) -> {
			opened[0] = (HikariDataSource) bean(context, DataSource.class, "billing");
			bean(context, JdbcClient.class, "billing").sql(DATABASE).query(String.class).single();
			assertThat(opened[0].isRunning()).isTrue();
		});
		assertThat(opened[0].isClosed()).isTrue();
		assertThat(output).contains("postgres 'billing' to localhost:" + other.port() + "/bills")
			.doesNotContain("pw+%")
			.doesNotContain("Password");
	}

	private static Status health(@Nullable HealthContributor contributor) {
		assertThat(contributor).isInstanceOf(HealthIndicator.class);
		return Objects.requireNonNull(((HealthIndicator) contributor).health()).getStatus();
	}

	private static String databaseOf(DatabaseClient client) {
		return Objects.requireNonNull(client.sql(DATABASE).mapValue(String.class).one().block());
	}

	private static <T> T bean(ApplicationContext context, Class<T> type, String name) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), type, name);
	}

	private static AppHostVariables variables(int otherPort) {
		return PostgresApplication.resource("orders-db", "localhost", server.port(), "app", "pw+%", "orders")
			.and(PostgresApplication.resource("billing", "localhost", otherPort, "accountant", "other", "bills"));
	}

}
