// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.util.Map;
import java.util.Objects;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.health.ConnectionFactoryHealthContributorAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.r2dbc.core.DatabaseClient;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.KeyValueString;
import io.github.aspirespring.postgres.AspirePostgresJdbcAutoConfiguration;
import io.github.aspirespring.postgres.AspirePostgresR2dbcAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with what Spring Boot has for one of the two clients of PostgreSQL.
 */
enum PostgresApplication {

	JDBC {

		@Override
		AspireContextRunner runner() {
			return new AspireContextRunner().withConfiguration(
					AutoConfigurations.of(AspireAutoConfiguration.class, AspireTrustAutoConfiguration.class,
							SslAutoConfiguration.class, AspirePostgresJdbcAutoConfiguration.class,
							DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
							JdbcClientAutoConfiguration.class, DataSourceHealthContributorAutoConfiguration.class));
		}

		@Override
		String query(ApplicationContext context, String sql) {
			return context.getBean(JdbcClient.class).sql(sql).query(String.class).single();
		}

		@Override
		Health health(ApplicationContext context) {
			return Objects.requireNonNull(context.getBean(HealthIndicator.class).health());
		}

	},

	R2DBC {

		@Override
		AspireContextRunner runner() {
			return new AspireContextRunner().withConfiguration(
					AutoConfigurations.of(AspireAutoConfiguration.class, AspireTrustAutoConfiguration.class,
							SslAutoConfiguration.class, AspirePostgresR2dbcAutoConfiguration.class,
							R2dbcAutoConfiguration.class, ConnectionFactoryHealthContributorAutoConfiguration.class));
		}

		@Override
		String query(ApplicationContext context, String sql) {
			return Objects
				.requireNonNull(context.getBean(DatabaseClient.class).sql(sql).mapValue(String.class).one().block());
		}

		@Override
		Health health(ApplicationContext context) {
			return Objects.requireNonNull(context.getBean(ReactiveHealthIndicator.class).health().block());
		}

	};

	/**
	 * Returns a runner with the client and its health indicator.
	 */
	abstract AspireContextRunner runner();

	/**
	 * Returns the only value that a statement returns.
	 */
	abstract String query(ApplicationContext context, String sql);

	/**
	 * Returns what the health indicator says.
	 */
	abstract Health health(ApplicationContext context);

	/**
	 * Asserts that statements reach a database as a user.
	 */
	void assertConnected(ApplicationContext context, String user, String database) {
		assertThat(query(context, "select current_user::text")).isEqualTo(user);
		assertThat(query(context, "select current_database()::text")).isEqualTo(database);
	}

	/**
	 * Returns what an AppHost injects for a database resource.
	 */
	static AppHostVariables resource(String name, String host, int port, String user, String password,
			String database) {
		String address = host + ":" + port;
		String path = ConnectionUri.percentEncode(database);
		return AppHostVariables.none()
			.connection(name,
					"Host=" + host + ";Port=" + port + ";Username=" + user + ";Password=" + password + ";"
							+ KeyValueString.of(Map.of("Database", database)).format(),
					Map.of("Host", host, "Port", String.valueOf(port), "Username", user, "Password", password,
							"DatabaseName", database, "Uri",
							"postgresql://" + ConnectionUri.percentEncode(user) + ":"
									+ ConnectionUri.percentEncode(password) + "@" + address + "/" + path,
							"JdbcConnectionString", "jdbc:postgresql://" + address + "/" + path));
	}

}
