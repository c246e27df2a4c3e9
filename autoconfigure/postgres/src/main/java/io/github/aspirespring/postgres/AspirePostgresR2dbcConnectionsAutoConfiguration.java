// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionBeans;

/**
 * Auto-configuration of a {@link ConnectionFactory} and what goes with it for every
 * PostgreSQL that an AppHost references.
 */
@AutoConfiguration(after = AspirePostgresJdbcConnectionsAutoConfiguration.class)
@ConditionalOnClass({ ConnectionFactoryBuilder.class, DatabaseClient.class, PostgresqlConnectionFactoryProvider.class })
@ConditionalOnAspireConnection(value = PostgresIntegration.ID, client = PostgresIntegration.R2DBC, selected = false)
public final class AspirePostgresR2dbcConnectionsAutoConfiguration {

	@Bean
	static ConnectionBeans aspireR2dbcConnectionBeans() {
		return ConnectionBeans.of(PostgresIntegration.ID, PostgresIntegration.R2DBC)
			.add("connectionFactory", ConnectionFactory.class, NamedConnectionFactory::create)
			.add("databaseClient", DatabaseClient.class,
					(connection) -> DatabaseClient.create(connection.bean(ConnectionFactory.class)));
	}

}
