// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what becomes of PostgreSQL in Azure when the AppHost has no password for it.
 */
class EntraTokenTests {

	private static final String HOST = "orders.postgres.database.azure.com";

	private static final String URL = "jdbc:postgresql://" + HOST + ":5432/orders?sslmode=require"
			+ "&authenticationPluginClassName=" + PostgresConnection.ENTRA_PLUGIN
			+ "&loginTimeout=10&connectTimeout=10";

	private static final AppHostVariables AZURE = AppHostVariables.none()
		.connection("db", "Host=" + HOST + ";Database=orders", Map.of("Host", HOST, "Port", "5432", "DatabaseName",
				"orders", "Uri", "postgresql://" + HOST + "/orders", "JdbcConnectionString", "jdbc:postgresql://" + HOST
						+ "/orders?sslmode=require&authenticationPluginClassName=" + PostgresConnection.ENTRA_PLUGIN));

	private final AspireContextRunner runner = new AspireContextRunner().withConfiguration(
			AutoConfigurations.of(AspireAutoConfiguration.class, AspirePostgresEntraAutoConfiguration.class,
					AspirePostgresJdbcAutoConfiguration.class, DataSourceAutoConfiguration.class));

	@Test
	void failsWithAdviceIfNothingCanGetToken() {
		this.runner.withClassLoader(new FilteredClassLoader(PostgresConnection.ENTRA_PLUGIN))
			.withVariables(AZURE)
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new EntraTokenException.Analyzer()
					.analyze(Objects.requireNonNull(context.getStartupFailure()));
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("'ConnectionStrings__db'", HOST + ":5432/orders");
				assertThat(analysis.getAction()).contains("com.azure.spring:spring-cloud-azure-starter-jdbc-postgresql",
						"spring.datasource.azure.passwordless-enabled", "spring.datasource.username");
			});
	}

	@Test
	void failsWithAdviceForR2dbc() {
		new AspireContextRunner()
			.withConfiguration(
					AutoConfigurations.of(AspireAutoConfiguration.class, AspirePostgresR2dbcAutoConfiguration.class))
			.withVariables(AZURE)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(EntraTokenException.class));
	}

	@Test
	void connectsWithThePluginOnTheClasspath() {
		this.runner.withVariables(AZURE)
			.withApplicationProperties("spring.datasource.url=jdbc:postgresql://localhost/other",
					"spring.datasource.username=identity", "spring.datasource.password=local")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				JdbcConnectionDetails details = context.getBean(JdbcConnectionDetails.class);
				assertThat(details.getJdbcUrl()).isEqualTo(URL);
				assertThat(details.getUsername()).isEqualTo("identity");
				assertThat(details.getPassword()).isNull();
				assertThat(details.getDriverClassName()).isEqualTo("org.postgresql.Driver");
			});
	}

	@Test
	void addsThePluginToConnectionStringAlone() {
		AppHostVariables variables = AppHostVariables.none()
			.connectionString("db", "Host=" + HOST + ";Database=orders;SSL Mode=Prefer");
		this.runner.withVariables(variables)
			.run((context) -> assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
				.contains("sslmode=require", "authenticationPluginClassName=" + PostgresConnection.ENTRA_PLUGIN));
	}

	@Test
	void letsSpringCloudAzureAddToTheUrl() {
		this.runner.withBean(SpringCloudAzure.class)
			.withVariables(AZURE)
			.withApplicationProperties("spring.datasource.username=identity")
			.run((context) -> assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
				.isEqualTo(URL + "&azure.clientId=1"));
	}

	@Test
	void usesPasswordThatWinsOverTheAppHost() {
		this.runner.withVariables(AZURE)
			.withPropertyValues("spring.datasource.username=admin", "spring.datasource.password=pw")
			.run((context) -> {
				JdbcConnectionDetails details = context.getBean(JdbcConnectionDetails.class);
				assertThat(details.getJdbcUrl()).contains("sslmode=require").doesNotContain("Plugin");
				assertThat(details.getPassword()).isEqualTo("pw");
			});
	}

	@Test
	void leavesOtherServersAlone() {
		this.runner.withVariables(AppHostVariables.none().connectionString("db", "Host=db.example;Username=app"))
			.withBean(SpringCloudAzure.class)
			.run((context) -> assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
				.isEqualTo("jdbc:postgresql://db.example:5432/?loginTimeout=10&connectTimeout=10"));
	}

	/**
	 * Does what Spring Cloud Azure does to {@code spring.datasource.url}, when it does.
	 */
	static final class SpringCloudAzure implements BeanPostProcessor, PriorityOrdered {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (bean instanceof DataSourceProperties properties && properties.getUrl() != null) {
				properties.setUrl(properties.getUrl() + "&azure.clientId=1");
			}
			return bean;
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE + 3;
		}

	}

}
