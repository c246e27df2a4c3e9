// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Objects;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.ClassUtils;

import io.github.aspirespring.boot.NamedConnection;

/**
 * Makes a connection factory for a connection, with a pool if the application has one.
 */
final class NamedConnectionFactory {

	private NamedConnectionFactory() {
	}

	static ConnectionFactory create(NamedConnection connection) {
		SelectedPostgres selected = new SelectedPostgres(connection.selection(), PostgresIntegration.R2DBC, null, null);
		PostgresConnection postgres = selected.r2dbcConnection();
		ListableBeanFactory beanFactory = connection.beanFactory();
		if (connection.report(postgres.target())) {
			selected.logUnused();
		}
		R2dbcProperties properties = connection.bind(PostgresIntegration.R2DBC, new R2dbcProperties());
		AspireR2dbcConnectionDetails details = new AspireR2dbcConnectionDetails(postgres, properties.getProperties(),
				beanFactory.getBeanProvider(SslBundles.class).getIfAvailable(), selected.origin());
		ConnectionFactory connectionFactory = ConnectionFactoryBuilder
			.withOptions(details.getConnectionFactoryOptions().mutate())
			.configure((options) -> beanFactory.getBeanProvider(ConnectionFactoryOptionsBuilderCustomizer.class)
				.orderedStream()
				.forEach((customizer) -> customizer.customize(options)))
			// The limit for the login of the selected connection is not that of this one
			.decorators(beanFactory.getBeanProvider(ConnectionFactoryDecorator.class)
				.orderedStream()
				.filter((decorator) -> !(decorator instanceof AspireR2dbcConnectionDetails))
				.toList())
			.decorator(details)
			.build();
		boolean pooled = properties.getPool().isEnabled()
				&& ClassUtils.isPresent(PostgresIntegration.R2DBC_POOL, connection.beanFactory().getBeanClassLoader());
		return pooled
				? Pooled.of(connectionFactory, properties.getPool(), PostgresPool.configured(connection.selection())
					.or(PostgresPool.of(connection.selection().connection())))
				: connectionFactory;
	}

	/**
	 * Apart, because the pool is optional.
	 */
	private static final class Pooled {

		private Pooled() {
		}

		private static ConnectionPool of(ConnectionFactory connectionFactory, R2dbcProperties.Pool shared,
				PostgresPool own) {
			int maximumSize = Objects.requireNonNullElse(own.maximumSize(), shared.getMaxSize());
			ConnectionPoolConfiguration.Builder pool = ConnectionPoolConfiguration.builder(connectionFactory)
				.maxSize(maximumSize)
				.initialSize(Math.min(shared.getInitialSize(), maximumSize))
				.minIdle(Objects.requireNonNullElse(own.minimumIdle(), shared.getMinIdle()))
				.acquireRetry(shared.getAcquireRetry())
				.maxIdleTime(shared.getMaxIdleTime())
				.validationDepth(shared.getValidationDepth());
			PropertyMapper map = PropertyMapper.get();
			map.from(shared.getMaxLifeTime()).to(pool::maxLifeTime);
			map.from(shared.getMaxAcquireTime()).to(pool::maxAcquireTime);
			map.from(own.connectionTimeout()).to(pool::maxAcquireTime);
			map.from(shared.getMaxCreateConnectionTime()).to(pool::maxCreateConnectionTime);
			map.from(shared.getMaxValidationTime()).to(pool::maxValidationTime);
			map.from(shared.getValidationQuery()).whenHasText().to(pool::validationQuery);
			return new ConnectionPool(pool.build());
		}

	}

}
