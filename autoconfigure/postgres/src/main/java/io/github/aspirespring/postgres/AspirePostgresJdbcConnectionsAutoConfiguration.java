// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.Driver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionBeans;

/**
 * Auto-configuration of a {@link DataSource} and what goes with it for every PostgreSQL
 * that an AppHost references.
 */
@AutoConfiguration(after = AspireAutoConfiguration.class)
@ConditionalOnClass({ DataSourceBuilder.class, Driver.class, HikariDataSource.class, JdbcClient.class })
@ConditionalOnAspireConnection(value = PostgresIntegration.ID, client = PostgresIntegration.JDBC, selected = false)
public final class AspirePostgresJdbcConnectionsAutoConfiguration {

	@Bean
	static ConnectionBeans aspireJdbcConnectionBeans() {
		return ConnectionBeans.of(PostgresIntegration.ID, PostgresIntegration.JDBC)
			.add("dataSource", DataSource.class, NamedDataSource::create)
			.add("jdbcClient", JdbcClient.class, (connection) -> JdbcClient.create(connection.bean(DataSource.class)))
			.add("transactionManager", PlatformTransactionManager.class,
					(connection) -> new JdbcTransactionManager(connection.bean(DataSource.class)));
	}

}
