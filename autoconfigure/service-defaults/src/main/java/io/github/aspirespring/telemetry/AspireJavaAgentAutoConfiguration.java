// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;

import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for applications that the OpenTelemetry Java agent instruments:
 * Spring Boot observes without making spans, as they would be doubles or, worse, stand
 * between the spans of the agent.
 */
@AutoConfiguration(beforeName = {
		"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
		"org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration" })
@ConditionalOnBooleanProperty("aspire.telemetry.java-agent")
@ConditionalOnBooleanProperty(name = "aspire.telemetry.enabled", havingValue = false)
public final class AspireJavaAgentAutoConfiguration {

	@Bean
	static BeanDefinitionRegistryPostProcessor aspireJavaAgentLettuceTracing() {
		return new LettuceObservationRemover();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OpenTelemetry.class)
	static class OpenTelemetryConfiguration {

		// What the application records by itself goes to the agent
		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean
		OpenTelemetry aspireJavaAgentOpenTelemetry() {
			return GlobalOpenTelemetry.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracer.class)
	static class MicrometerTracingConfiguration {

		@Bean
		@ConditionalOnMissingBean
		Tracer aspireJavaAgentTracer() {
			return Tracer.NOOP;
		}

		// The agent sends its own headers, and has read those of the caller
		@Bean
		@ConditionalOnMissingBean
		Propagator aspireJavaAgentPropagator() {
			return Propagator.NOOP;
		}

	}

}
