// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.List;
import java.util.Map;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;

import io.github.aspirespring.postgres.tls.BundleSocketFactory;
import io.github.aspirespring.test.IntegrationConformanceTests;

/**
 * Tests that R2DBC keeps the rules of all integrations.
 */
class R2dbcConformanceTests extends IntegrationConformanceTests<R2dbcConnectionDetails> {

	@Override
	protected String integration() {
		return "postgres";
	}

	@Override
	protected List<Class<?>> autoConfigurations() {
		return List.of(AspirePostgresR2dbcAutoConfiguration.class,
				AspirePostgresR2dbcConnectionsAutoConfiguration.class, R2dbcAutoConfiguration.class);
	}

	@Override
	protected List<Class<?>> publicTypes() {
		return List.of(BundleSocketFactory.class);
	}

	@Override
	protected Class<R2dbcConnectionDetails> connectionDetailsType() {
		return R2dbcConnectionDetails.class;
	}

	@Override
	protected Class<?> connectionBeanType() {
		return ConnectionFactory.class;
	}

	@Override
	protected String target(R2dbcConnectionDetails details) {
		ConnectionFactoryOptions options = details.getConnectionFactoryOptions();
		return options.getRequiredValue(ConnectionFactoryOptions.HOST) + ":"
				+ options.getRequiredValue(ConnectionFactoryOptions.PORT);
	}

	@Override
	protected R2dbcConnectionDetails connectionDetails(String host, int port) {
		return () -> ConnectionFactoryOptions.parse("r2dbc:postgresql://app:pw@" + host + ":" + port + "/orders");
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
		return new String[] { "spring.r2dbc.url=r2dbc:postgresql://" + host + ":" + port + "/orders",
				"spring.r2dbc.username=app" };
	}

}
