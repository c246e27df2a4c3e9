// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import reactor.core.publisher.Hooks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.aspirespring.resilience.ResilienceEvents;
import io.github.aspirespring.telemetry.ConditionalOnTelemetry;
import io.github.aspirespring.telemetry.Untraced;

/**
 * Auto-configuration for what all spans have in common. The handlers take the place of
 * Spring Boot's own, which they extend.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
		afterName = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
@ConditionalOnTelemetry
@ConditionalOnBooleanProperty(name = "aspire.telemetry.tracing.enabled", matchIfMissing = true)
@ConditionalOnClass({ MicrometerTracingAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
		OtelTracer.class, Sampler.class })
@ConditionalOnBean({ OtelTracer.class, Propagator.class })
@EnableConfigurationProperties(TracingProperties.class)
public final class AspireTracingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(PropagatingSenderTracingObservationHandler.class)
	@Order(MicrometerTracingAutoConfiguration.SENDER_TRACING_OBSERVATION_HANDLER_ORDER)
	SenderSpanHandler aspireSenderSpanHandler(Tracer tracer, Propagator propagator) {
		return new SenderSpanHandler(tracer, propagator);
	}

	@Bean
	@ConditionalOnMissingBean(PropagatingReceiverTracingObservationHandler.class)
	@Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
	ReceiverSpanHandler aspireReceiverSpanHandler(Tracer tracer, Propagator propagator,
			ObjectProvider<UntracedRequests> untraced) {
		return new ReceiverSpanHandler(tracer, propagator, untraced.orderedStream().toList());
	}

	// First, so that a sampler which the application sets this way is the one that counts
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static SdkTracerProviderBuilderCustomizer aspireUntracedSamplerCustomizer(ObjectProvider<Sampler> sampler) {
		return (builder) -> sampler.ifAvailable((configured) -> builder.setSampler(new UntracedSampler(configured)));
	}

	@Bean
	@ConditionalOnMissingBean
	ResilienceEvents aspireResilienceSpanEvents() {
		return new ResilienceSpanEvents();
	}

	@Bean
	@ConditionalOnMissingBean
	Untraced aspireUntraced(Tracer tracer) {
		return new UntracedTasks(tracer);
	}

	// What Spring Boot does with the property, for applications that have Reactor without
	// Spring Boot's module for it: with Lettuce, for instance
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Hooks.class, ContextSnapshot.class })
	@ConditionalOnMissingClass("org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration")
	@ConditionalOnProperty(name = "spring.reactor.context-propagation", havingValue = "auto")
	static class ReactorConfiguration {

		ReactorConfiguration() {
			Hooks.enableAutomaticContextPropagation();
		}

	}

}
