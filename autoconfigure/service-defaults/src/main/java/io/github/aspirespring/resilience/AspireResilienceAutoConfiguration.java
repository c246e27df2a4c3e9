// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.time.Clock;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpMethod;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.environment.AspireEnvironment;

/**
 * Auto-configuration for the standard resilience of HTTP clients, on the registries of
 * Resilience4j.
 */
@AutoConfiguration(after = AspireAutoConfiguration.class)
@ConditionalOnClass({ BulkheadRegistry.class, CircuitBreakerRegistry.class, RetryRegistry.class,
		TimeLimiterRegistry.class, HttpMethod.class })
@ConditionalOnBean(AspireEnvironment.class)
@EnableConfigurationProperties(AspireHttpClientProperties.class)
public final class AspireResilienceAutoConfiguration {

	// Settings that are wrong are to be found out at the start, not at the first call
	@Bean
	@ConditionalOnMissingBean
	@Lazy(false)
	ResiliencePipelines aspireResiliencePipelines(AspireHttpClientProperties properties, AspireEnvironment environment,
			ObjectProvider<BulkheadRegistry> bulkheads, ObjectProvider<CircuitBreakerRegistry> circuitBreakers,
			ObjectProvider<RetryRegistry> retries, ObjectProvider<TimeLimiterRegistry> timeLimiters,
			ObjectProvider<ResilienceEvents> events) {
		return new ResiliencePipelines(ClientSettings.of(properties, environment),
				new PipelineFactory(bulkheads.getIfAvailable(BulkheadRegistry::ofDefaults),
						circuitBreakers.getIfAvailable(CircuitBreakerRegistry::ofDefaults),
						retries.getIfAvailable(RetryRegistry::ofDefaults),
						timeLimiters.getIfAvailable(TimeLimiterRegistry::ofDefaults),
						events.getIfAvailable(() -> PipelineFactory.NO_EVENTS), Clock.systemUTC()));
	}

}
