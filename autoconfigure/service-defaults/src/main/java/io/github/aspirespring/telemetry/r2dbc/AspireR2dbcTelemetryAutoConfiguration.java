// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import io.micrometer.observation.ObservationRegistry;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.observation.ObservationProxyExecutionListener;
import io.r2dbc.proxy.observation.QueryObservationConvention;
import io.r2dbc.proxy.observation.QueryParametersTagProvider;
import io.r2dbc.spi.ConnectionFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.ProxyConnectionFactoryCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.boot.r2dbc.autoconfigure.observation.R2dbcObservationAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.observation.R2dbcObservationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

import io.github.aspirespring.telemetry.ConditionalOnTelemetry;
import io.github.aspirespring.telemetry.sql.StartUpStatements;

/**
 * Auto-configuration that makes the spans of R2DBC's statements fit for the dashboard.
 * Spring Boot has them made, for every connection factory of its builder.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.r2dbc.autoconfigure.observation.R2dbcObservationAutoConfiguration")
@ConditionalOnClass({ ConnectionFactory.class, ObservationRegistry.class, ProxyConnectionFactory.class,
		R2dbcObservationAutoConfiguration.class })
@ConditionalOnBean({ ObservationRegistry.class, R2dbcObservationAutoConfiguration.class })
@ConditionalOnTelemetry
@ConditionalOnBooleanProperty(name = "aspire.telemetry.r2dbc.enabled", matchIfMissing = true)
@EnableConfigurationProperties(R2dbcTelemetryProperties.class)
public final class AspireR2dbcTelemetryAutoConfiguration {

	@Bean
	@Order(R2dbcObservationAutoConfiguration.R2DBC_PROXY_OBSERVATION_CUSTOMIZER_ORDER + 1)
	ProxyConnectionFactoryCustomizer aspireR2dbcStatements(ObservationRegistry registry,
			ObjectProvider<QueryObservationConvention> convention,
			ObjectProvider<QueryParametersTagProvider> parameters, R2dbcObservationProperties observation,
			R2dbcTelemetryProperties properties) {
		Parameters recorded = observation.isIncludeParameterValues() ? Parameters.of(parameters.getIfAvailable())
				: Parameters.NONE;
		QueryObservationConvention own = convention
			.getIfAvailable(() -> new StatementConvention(properties.queryText()));
		return (builder) -> builder.getProxyConfig()
			.getListeners()
			.getListeners()
			.replaceAll((listener) -> (listener instanceof ObservationProxyExecutionListener)
					? new StatementListener(registry, own, builder.getConnectionFactory(), recorded) : listener);
	}

	@Bean
	StartUpStatements<StatementContext> aspireR2dbcStartUpStatements(ObjectProvider<R2dbcProperties> properties) {
		R2dbcProperties configured = properties.getIfAvailable();
		String validation = (configured != null) ? configured.getPool().getValidationQuery() : null;
		return new StartUpStatements<>(StatementContext.class,
				(statement) -> statement.getQueries().stream().allMatch((query) -> query.equals(validation)),
				(statement) -> statement.getParentObservation() != null);
	}

}
