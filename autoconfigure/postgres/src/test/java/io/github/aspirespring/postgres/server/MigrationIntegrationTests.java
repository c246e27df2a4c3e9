// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;

import io.github.aspirespring.postgres.AspirePostgresJdbcAutoConfiguration;
import io.github.aspirespring.postgres.migration.AspirePostgresFlywayAutoConfiguration;
import io.github.aspirespring.postgres.migration.AspirePostgresLiquibaseAutoConfiguration;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that Flyway and Liquibase migrate the database that the AppHost names, with a
 * {@code DataSource} and in an application that has R2DBC instead.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class MigrationIntegrationTests {

	private static final AtomicInteger number = new AtomicInteger();

	private static PostgresServer server;

	@Parameter
	PostgresApplication application = PostgresApplication.JDBC;

	@BeforeAll
	static void startServer() {
		server = PostgresServer.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void migratesWithFlyway() {
		String database = createDatabase();
		withFlyway()
			.withVariables(PostgresApplication.resource("db", "localhost", server.port(), "app", "p+%&pw", database)
				.throughShell())
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.application.query(context, "select sku from orders")).isEqualTo("flyway");
				assertThat(context.getBeansOfType(DataSource.class)).hasSize(dataSources());
			});
	}

	@Test
	void migratesWithLiquibase() {
		String database = createDatabase();
		withLiquibase()
			.withVariables(PostgresApplication.resource("db", "localhost", server.port(), "app", "p+%&pw", database))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.application.query(context, "select sku from orders")).isEqualTo("liquibase");
				assertThat(context.getBeansOfType(DataSource.class)).hasSize(dataSources());
			});
	}

	@Test
	void migratesAsTheUserThatTheApplicationNames() {
		String database = createDatabase();
		String owner = "owner" + number.incrementAndGet();
		server.execute("create role " + owner + " login superuser password 'owner'");
		withFlyway()
			.withVariables(PostgresApplication.resource("db", "localhost", server.port(), "app", "p+%&pw", database))
			.withApplicationProperties("spring.flyway.user=" + owner, "spring.flyway.password=owner")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.application.query(context,
						"select tableowner::text from pg_tables where tablename = 'orders'"))
					.isEqualTo(owner);
			});
	}

	@Test
	void migratesWhereTheApplicationSays() {
		String database = createDatabase();
		String other = createDatabase();
		String url = "jdbc:postgresql://localhost:" + server.port() + "/" + other;
		withFlyway()
			.withVariables(PostgresApplication.resource("db", "localhost", server.port(), "app", "p+%&pw", database))
			.withApplicationProperties("spring.flyway.url=" + url, "spring.flyway.user=app",
					"spring.flyway.password=p+%&pw")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.application.query(context, "select coalesce(to_regclass('orders')::text, 'none')"))
					.isEqualTo("none");
			});
	}

	@Test
	void leavesConnectionDetailsOfTheApplicationAlone() {
		String database = createDatabase();
		withFlyway().withVariables(PostgresApplication.resource("db", "localhost", 1, "app", "pw", database))
			.withBean(FlywayConnectionDetails.class, () -> new FlywayConnectionDetails() {

				@Override
				public String getUsername() {
					return "app";
				}

				@Override
				public String getPassword() {
					return "p+%&pw";
				}

				@Override
				public String getJdbcUrl() {
					return "jdbc:postgresql://localhost:" + server.port() + "/" + database;
				}

			})
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(FlywayConnectionDetails.class));
	}

	private AspireContextRunner withFlyway() {
		return this.application.runner()
			.withConfiguration(AutoConfigurations.of(AspirePostgresJdbcAutoConfiguration.class,
					AspirePostgresFlywayAutoConfiguration.class, DataSourceAutoConfiguration.class,
					FlywayAutoConfiguration.class));
	}

	private AspireContextRunner withLiquibase() {
		return this.application.runner()
			.withConfiguration(AutoConfigurations.of(AspirePostgresJdbcAutoConfiguration.class,
					AspirePostgresLiquibaseAutoConfiguration.class, DataSourceAutoConfiguration.class,
					LiquibaseAutoConfiguration.class))
			.withApplicationProperties("spring.liquibase.change-log=classpath:db/changelog/db.changelog-orders.sql");
	}

	private int dataSources() {
		return (this.application == PostgresApplication.JDBC) ? 1 : 0;
	}

	private static String createDatabase() {
		int id = number.incrementAndGet();
		if (id == 1) {
			server.execute("create role app login password 'p+%&pw'");
		}
		server.execute("create database orders" + id + " owner app");
		return "orders" + id;
	}

}
