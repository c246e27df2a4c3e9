// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.redis;

import io.lettuce.core.tracing.LettuceObservationContext;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationPredicate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.aspirespring.telemetry.ConditionalOnTelemetry;

/**
 * Auto-configuration that makes Lettuce's spans fit for the dashboard. Spring Boot has
 * them made.
 */
@AutoConfiguration
@ConditionalOnClass({ LettuceObservationContext.class, ObservationFilter.class })
@ConditionalOnTelemetry
@ConditionalOnBooleanProperty(name = "aspire.telemetry.redis.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RedisTelemetryProperties.class)
public final class AspireRedisTelemetryAutoConfiguration {

	// First, so that filters of the application have the last word
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ObservationFilter aspireRedisAttributes(ObjectProvider<RedisDatabases> databases) {
		return new RedisAttributes(databases.getIfAvailable(() -> (host, port) -> null));
	}

	@Bean
	ObservationPredicate aspireRedisHandshakes() {
		return new Handshakes();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LettuceConnectionFactory.class)
	static class SpringDataConfiguration {

		@Bean
		static ConfiguredDatabases aspireRedisDatabases() {
			return new ConfiguredDatabases();
		}

	}

}
