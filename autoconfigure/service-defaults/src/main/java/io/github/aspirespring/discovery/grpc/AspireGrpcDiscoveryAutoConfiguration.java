// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import io.grpc.ManagedChannelBuilder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.grpc.client.autoconfigure.GrpcChannelFactoryCustomizer;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.client.ChannelCredentialsProvider;
import org.springframework.grpc.client.DefaultGrpcChannelFactory;

import io.github.aspirespring.boot.trust.AspireSslBundle;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.environment.AspireEnvironment;

/**
 * Auto-configuration that lets gRPC channels reach the services that an AppHost
 * references: by a target such as {@code https+http://catalog}, or by being named like
 * the service.
 */
@AutoConfiguration(after = { AspireServiceDiscoveryAutoConfiguration.class, GrpcClientAutoConfiguration.class })
@ConditionalOnClass({ GrpcChannelFactoryCustomizer.class, ManagedChannelBuilder.class })
@ConditionalOnBean({ GrpcClientProperties.class, ServiceEndpointResolver.class })
public final class AspireGrpcDiscoveryAutoConfiguration {

	@Bean
	ChannelEndpoints aspireGrpcChannelEndpoints(ServiceEndpointResolver resolver, AspireEnvironment environment) {
		return new ChannelEndpoints(resolver, environment.services());
	}

	@Bean
	DiscoveredChannels aspireGrpcDiscoveredChannels(ChannelEndpoints endpoints, GrpcClientProperties properties,
			ObjectProvider<BoundConfigurationProperties> bound, ConfigurableListableBeanFactory beanFactory) {
		return new DiscoveredChannels(endpoints, properties, bound, beanFactory);
	}

	@Bean
	<B extends ManagedChannelBuilder<B>> DiscoveredChannelCustomizer<B> aspireGrpcChannelCustomizer(
			DiscoveredChannels channels, ChannelEndpoints endpoints) {
		return new DiscoveredChannelCustomizer<>(channels, endpoints);
	}

	// Credentials that the application provides itself are used as they are
	@Bean
	@ConditionalOnBean(type = "org.springframework.boot.grpc.client.autoconfigure.PropertiesChannelCredentialsProvider")
	@Order(Ordered.HIGHEST_PRECEDENCE)
	GrpcChannelFactoryCustomizer aspireGrpcCredentialsCustomizer(DiscoveredChannels channels,
			ChannelEndpoints endpoints, ChannelCredentialsProvider configured, ObjectProvider<SslBundles> sslBundles) {
		ChannelCredentialsProvider credentials = new DiscoveredCredentials(configured,
				AspireSslBundle.find(sslBundles.getIfAvailable()), channels, endpoints);
		return (factory) -> {
			if (factory instanceof DefaultGrpcChannelFactory<?> channelFactory) {
				channelFactory.setCredentialsProvider(credentials);
			}
		};
	}

}
