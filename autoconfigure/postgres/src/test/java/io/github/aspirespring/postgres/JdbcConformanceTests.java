// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.postgres.tls.BundleSocketFactory;
import io.github.aspirespring.test.IntegrationConformanceTests;

/**
 * Tests that JDBC keeps the rules of all integrations.
 */
class JdbcConformanceTests extends IntegrationConformanceTests<JdbcConnectionDetails> {

	@Override
	protected String integration() {
		return "postgres";
	}

	@Override
	protected List<Class<?>> autoConfigurations() {
		return List.of(AspirePostgresEntraAutoConfiguration.class, AspirePostgresJdbcAutoConfiguration.class,
				AspirePostgresJdbcConnectionsAutoConfiguration.class, DataSourceAutoConfiguration.class);
	}

	@Override
	protected List<Class<?>> publicTypes() {
		return List.of(BundleSocketFactory.class);
	}

	@Override
	protected Class<JdbcConnectionDetails> connectionDetailsType() {
		return JdbcConnectionDetails.class;
	}

	@Override
	protected Class<?> connectionBeanType() {
		return DataSource.class;
	}

	@Override
	protected String target(JdbcConnectionDetails details) {
		return ConnectionUri.parse("url", details.getJdbcUrl().substring("jdbc:".length())).hosts().get(0).toString();
	}

	@Override
	protected JdbcConnectionDetails connectionDetails(String host, int port) {
		return new JdbcConnectionDetails() {

			@Override
			public String getUsername() {
				return "app";
			}

			@Override
			public String getPassword() {
				return "pw";
			}

			@Override
			public String getJdbcUrl() {
				return "jdbc:postgresql://" + host + ":" + port + "/orders";
			}

		};
	}

	@Override
	protected String connectionString(String host, int port, String password) {
		return PostgresResource.connectionString(host, port, password);
	}

	@Override
	protected Map<String, String> connectionProperties(String host, int port, String password) {
		return PostgresResource.connectionProperties(host, port, password);
	}

	@Override
	protected String malformedConnectionString(String password) {
		return PostgresResource.malformedConnectionString(password);
	}

	@Override
	protected String[] applicationProperties(String host, int port) {
		return new String[] { "spring.datasource.url=jdbc:postgresql://" + host + ":" + port + "/orders" };
	}

}
