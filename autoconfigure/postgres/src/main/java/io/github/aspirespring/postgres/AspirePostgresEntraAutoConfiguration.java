// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.Selection;

/**
 * Auto-configuration for PostgreSQL in Azure that is reached with a token of Microsoft
 * Entra ID: hands the URL of the AppHost to Spring Cloud Azure.
 */
@AutoConfiguration(before = AspirePostgresJdbcAutoConfiguration.class, after = AspireAutoConfiguration.class)
@ConditionalOnClass(value = DataSourceProperties.class, name = PostgresConnection.ENTRA_PLUGIN)
@ConditionalOnAspireConnection(value = PostgresIntegration.ID, client = PostgresIntegration.JDBC)
@Import(AspirePostgresEntraAutoConfiguration.EntraDataSourceUrl.class)
public final class AspirePostgresEntraAutoConfiguration {

	/**
	 * Puts the URL of the AppHost where Spring Cloud Azure looks for it, which adds what
	 * gets the token: it knows no connection details, only {@code spring.datasource.url}.
	 */
	static final class EntraDataSourceUrl implements BeanPostProcessor, BeanFactoryAware, PriorityOrdered {

		private static final String BEAN_NAME = PostgresIntegration.JDBC + "-" + DataSourceProperties.class.getName();

		private @Nullable BeanFactory beanFactory;

		// A post-processor is created too early for anything to be injected
		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.beanFactory = beanFactory;
		}

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (this.beanFactory != null && bean instanceof DataSourceProperties properties
					&& BEAN_NAME.equals(beanName)) {
				Selection selection = this.beanFactory.getBean(ConnectionSelector.class)
					.select(PostgresIntegration.ID, PostgresIntegration.JDBC);
				if (selection != null) {
					setUrl(properties, selection, this.beanFactory.getBeanProvider(SslBundles.class).getIfAvailable());
				}
			}
			return bean;
		}

		// After spring.datasource.* has been bound and before Spring Cloud Azure, at + 3
		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE + 2;
		}

		private static void setUrl(DataSourceProperties properties, Selection selection,
				@Nullable SslBundles sslBundles) {
			PostgresConnection connection = new SelectedPostgres(selection, PostgresIntegration.JDBC,
					properties.getUsername(), properties.getPassword())
				.jdbcConnection(sslBundles);
			if (connection.needsEntraToken()) {
				properties.setUrl(AspireJdbcConnectionDetails.url(connection.withEntraPlugin(), Set.of()));
				properties.setUsername(connection.username());
				properties.setPassword(null);
			}
		}

	}

}
