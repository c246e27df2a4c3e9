// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.util.function.Supplier;

import javax.sql.DataSource;

import io.micrometer.observation.ObservationRegistry;
import net.ttddyy.observation.tracing.DataSourceObservationListener;
import net.ttddyy.observation.tracing.QueryContext;
import net.ttddyy.observation.tracing.QueryObservationConvention;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.util.function.SingletonSupplier;

import io.github.aspirespring.telemetry.ConditionalOnTelemetry;
import io.github.aspirespring.telemetry.sql.StartUpStatements;

/**
 * Auto-configuration that observes what is asked of databases by JDBC. An application
 * that brings the auto-configuration of Datasource Micrometer itself keeps that.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ DataSource.class, DelegatingDataSource.class, ObservationRegistry.class,
		DataSourceObservationListener.class })
@ConditionalOnMissingClass("net.ttddyy.observation.boot.autoconfigure.DataSourceObservationAutoConfiguration")
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnTelemetry
@ConditionalOnBooleanProperty(name = "aspire.telemetry.jdbc.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JdbcTelemetryProperties.class)
@ImportRuntimeHints(QueryObservations.ProxyHints.class)
public final class AspireJdbcTelemetryAutoConfiguration {

	@Bean
	static ObservedDataSources aspireObservedDataSources(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<QueryObservationConvention> convention, ObjectProvider<JdbcTelemetryProperties> properties) {
		return new ObservedDataSources(SingletonSupplier.of(() -> {
			DatabaseUrls urls = new DatabaseUrls();
			return new QueryObservations(SingletonSupplier.of(registry::getObject),
					convention.getIfAvailable(() -> new QueryConvention(urls, properties.getObject().queryText())),
					urls);
		}));
	}

	@Bean
	StartUpStatements<QueryContext> aspireStartUpStatements(ObjectProvider<ObservationRegistry> registry) {
		Supplier<ObservationRegistry> observations = SingletonSupplier.of(registry::getObject);
		return new StartUpStatements<>(QueryContext.class, AspireJdbcTelemetryAutoConfiguration::isOfPool,
				(query) -> observations.get().getCurrentObservation() != null);
	}

	// Not in PooledConnections, which cannot be used without HikariCP
	private static boolean isOfPool(QueryContext query) {
		return query.getDataSource() instanceof PooledConnections pool
				&& query.getQueries().stream().allMatch(pool::isOwn);
	}

}
