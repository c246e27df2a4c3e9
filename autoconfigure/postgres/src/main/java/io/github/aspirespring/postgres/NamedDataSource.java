// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.ssl.SslBundles;

import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.NamedConnection;

/**
 * Makes a pool for a connection. It is tuned as the application tunes Spring Boot's, then
 * by the settings of the connection, and connects when it is used.
 */
final class NamedDataSource {

	private NamedDataSource() {
	}

	static DataSource create(NamedConnection connection) {
		SelectedPostgres selected = new SelectedPostgres(connection.selection(), PostgresIntegration.JDBC, null, null);
		PostgresConnection postgres = selected
			.jdbcConnection(connection.beanFactory().getBeanProvider(SslBundles.class).getIfAvailable());
		if (postgres.needsEntraToken()) {
			throw new EntraTokenException(selected.source(), postgres.target(),
					"Only the connection of Spring Boot's own data source can use a token: name it in "
							+ "'aspire.postgres.connection-name', or have the AppHost use password authentication.");
		}
		if (connection.report(postgres.target())) {
			selected.logUnused();
		}
		Set<String> options = connection.beanFactory()
			.getBean(ConnectionSelector.class)
			.options(PostgresIntegration.OPTIONS);
		selected.logSslPassword(options);
		return create(connection, new AspireJdbcConnectionDetails(postgres, options, selected.origin()));
	}

	private static HikariDataSource create(NamedConnection connection, AspireJdbcConnectionDetails details) {
		HikariDataSource dataSource = DataSourceBuilder.create(connection.beanFactory().getBeanClassLoader())
			.type(HikariDataSource.class)
			.driverClassName(details.getDriverClassName())
			.build();
		connection.bind(PostgresIntegration.HIKARI, dataSource);
		setPool(dataSource, PostgresPool.configured(connection.selection()));
		dataSource.setPoolName(connection.name());
		dataSource.setJdbcUrl(details.getJdbcUrl());
		dataSource.setUsername(details.getUsername());
		dataSource.setPassword(details.getPassword());
		return dataSource;
	}

	private static void setPool(HikariDataSource dataSource, PostgresPool pool) {
		PropertyMapper map = PropertyMapper.get();
		map.from(pool.maximumSize()).to(dataSource::setMaximumPoolSize);
		map.from(pool.minimumIdle()).to(dataSource::setMinimumIdle);
		map.from(pool.connectionTimeout()).as(Duration::toMillis).to(dataSource::setConnectionTimeout);
	}

}
