// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.time.Duration;

import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GlobalClientInterceptor;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.environment.AspireEnvironment;

/**
 * Auto-configuration for what all gRPC channels have in common: a deadline for calls that
 * have none, and observations that tell the endpoint which has answered.
 */
@AutoConfiguration(after = { AspireAutoConfiguration.class, GrpcClientAutoConfiguration.class,
		GrpcClientObservationAutoConfiguration.class })
@ConditionalOnClass({ GlobalClientInterceptor.class, GrpcClientAutoConfiguration.class })
@ConditionalOnBean(AspireEnvironment.class)
@EnableConfigurationProperties(AspireGrpcClientProperties.class)
public final class AspireGrpcClientAutoConfiguration {

	@Bean
	@GlobalClientInterceptor
	DeadlineInterceptor aspireGrpcDeadlineInterceptor(AspireGrpcClientProperties properties,
			AspireEnvironment environment) {
		Duration deadline = properties.deadline();
		if (deadline == null) {
			deadline = environment.isEmpty() ? Duration.ZERO : AspireGrpcClientProperties.DEADLINE;
		}
		return new DeadlineInterceptor(deadline);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationGrpcClientInterceptor.class)
	@ConditionalOnBean(ObservationGrpcClientInterceptor.class)
	static class ObservationConfiguration {

		// Behind the interceptor of Micrometer, whose observation it adds to
		@Bean
		@GlobalClientInterceptor
		EndpointObservationInterceptor aspireGrpcEndpointObservationInterceptor(ObservationRegistry registry) {
			return new EndpointObservationInterceptor(registry);
		}

	}

}
