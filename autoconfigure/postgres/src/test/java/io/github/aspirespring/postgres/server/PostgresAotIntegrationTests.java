// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.util.Map;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.AspireConnection;
import io.github.aspirespring.postgres.AspirePostgresJdbcAutoConfiguration;
import io.github.aspirespring.postgres.AspirePostgresJdbcConnectionsAutoConfiguration;
import io.github.aspirespring.postgres.AspirePostgresR2dbcAutoConfiguration;
import io.github.aspirespring.postgres.migration.AspirePostgresFlywayAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests applications that were processed ahead of time where no AppHost was.
 */
@CompileWithForkedClassLoader
class PostgresAotIntegrationTests {

	private static PostgresServer server;

	@BeforeAll
	static void startServer() {
		server = PostgresServer.start().with("app", "pw+%", "orders").with("other", "pw+%", "others");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void connectsJdbcToWhatTheVariablesOfTheRunSay() {
		run(JdbcApplication.class, variables(),
				Map.of("spring.datasource.url", "jdbc:postgresql://other.example/others"), (context) -> {
					assertThat(context.getBeanNamesForType(JdbcConnectionDetails.class))
						.containsExactly("aspireJdbcConnectionDetails");
					PostgresApplication.JDBC.assertConnected(context, "app", "orders");
				});
	}

	@Test
	void connectsJdbcToTheDatabaseOfTheApplicationWithoutVariables() {
		run(JdbcApplication.class, AppHostVariables.none(),
				Map.of("spring.datasource.url", "jdbc:postgresql://localhost:" + server.port() + "/others",
						"spring.datasource.username", "other", "spring.datasource.password", "pw+%"),
				(context) -> PostgresApplication.JDBC.assertConnected(context, "other", "others"));
	}

	@Test
	void connectsR2dbcToWhatTheVariablesOfTheRunSay() {
		run(R2dbcApplication.class, variables(), Map.of("spring.r2dbc.url", "r2dbc:postgresql://other.example/others"),
				(context) -> {
					assertThat(context.getBeanNamesForType(R2dbcConnectionDetails.class))
						.containsExactly("aspireR2dbcConnectionDetails");
					PostgresApplication.R2DBC.assertConnected(context, "app", "orders");
					assertThat(PostgresApplication.R2DBC.query(context, "select sku from orders")).isEqualTo("flyway");
				});
	}

	@Test
	void connectsR2dbcToTheDatabaseOfTheApplicationWithoutVariables() {
		run(R2dbcApplication.class, AppHostVariables.none(),
				Map.of("spring.r2dbc.url", "r2dbc:postgresql://localhost:" + server.port() + "/others",
						"spring.r2dbc.username", "other", "spring.r2dbc.password", "pw+%",
						"spring.r2dbc.properties.applicationName", "orders service", "spring.flyway.url",
						"jdbc:postgresql://localhost:" + server.port() + "/others", "spring.flyway.user", "other",
						"spring.flyway.password", "pw+%"),
				(context) -> {
					PostgresApplication.R2DBC.assertConnected(context, "other", "others");
					assertThat(PostgresApplication.R2DBC.query(context, "show application_name"))
						.isEqualTo("orders service");
					assertThat(PostgresApplication.R2DBC.query(context, "select sku from orders")).isEqualTo("flyway");
				});
	}

	@Test
	void connectsEveryConnectionOfTheRun() {
		AppHostVariables billing = PostgresApplication.resource("billing", "localhost", server.port(), "other", "pw+%",
				"others");
		run(TwoDatabases.class, variables().and(billing), Map.of("aspire.postgres.connection-name", "db"),
				(context) -> {
					Clients clients = context.getBean(Clients.class);
					String query = "select current_database()::text";
					assertThat(clients.selected().sql(query).query(String.class).single()).isEqualTo("orders");
					assertThat(clients.billing().sql(query).query(String.class).single()).isEqualTo("others");
					assertThat(context.getBeanNamesForType(DataSource.class, false, true))
						.containsExactlyInAnyOrder("dataSource", "billing");
				});
	}

	private static AppHostVariables variables() {
		return PostgresApplication.resource("db", "localhost", server.port(), "app", "pw+%", "orders");
	}

	private static void run(Class<?> application, AppHostVariables variables, Map<String, Object> properties,
			Consumer<GenericApplicationContext> test) {
		new AheadOfTimeRunner(application).withVariables(variables).withApplicationProperties(properties).run(test);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspirePostgresJdbcAutoConfiguration.class,
			DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class })
	static class JdbcApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspirePostgresJdbcAutoConfiguration.class,
			AspirePostgresJdbcConnectionsAutoConfiguration.class, DataSourceAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class })
	@Import(Clients.class)
	static class TwoDatabases {

	}

	record Clients(JdbcClient selected, @AspireConnection("billing") JdbcClient billing) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspirePostgresJdbcAutoConfiguration.class,
			AspirePostgresR2dbcAutoConfiguration.class, AspirePostgresFlywayAutoConfiguration.class,
			DataSourceAutoConfiguration.class, R2dbcAutoConfiguration.class, FlywayAutoConfiguration.class })
	static class R2dbcApplication {

	}

}
