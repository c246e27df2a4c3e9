// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.rpc;

import io.grpc.Status;
import io.grpc.protobuf.services.HealthStatusManager;
import io.micrometer.core.instrument.binder.grpc.GrpcClientObservationContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.grpc.server.health.GrpcServerHealth;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponents;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.aspirespring.telemetry.Untraced;
import io.github.aspirespring.telemetry.tracing.AspireTracingAutoConfiguration;
import io.github.aspirespring.telemetry.tracing.TracingProperties;

/**
 * Auto-configuration for the spans of gRPC: their attributes, and none for health checks.
 */
@AutoConfiguration(after = AspireTracingAutoConfiguration.class)
@ConditionalOnClass({ GrpcClientObservationContext.class, Status.class })
@ConditionalOnBean(TracingProperties.class)
public final class AspireGrpcTracingAutoConfiguration {

	// Both come first, so that filters of the application have the last word
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	GrpcClientSpanFilter aspireGrpcClientSpanFilter() {
		return new GrpcClientSpanFilter();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	GrpcServerSpanFilter aspireGrpcServerSpanFilter() {
		return new GrpcServerSpanFilter();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ GrpcServerHealth.class, HealthContributorRegistry.class, HealthStatusManager.class })
	static class HealthConfiguration {

		@Bean
		static BeanPostProcessor aspireUntracedGrpcServerHealthPostProcessor(ObjectProvider<Untraced> untraced,
				ObjectProvider<HealthContributorRegistry> registry,
				ObjectProvider<HealthCheckedGrpcComponents> components) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof GrpcServerHealth health) ? new UntracedGrpcServerHealth(health,
							untraced.getObject(), registry.getObject(), components.getObject()) : bean;
				}

			};
		}

	}

}
