// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import reactor.core.publisher.Flux;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.environment.AspireEnvironment;

/**
 * Auto-configuration for the {@link ReactiveDiscoveryClient} that finds the services
 * which an AppHost references.
 */
@AutoConfiguration(after = AspireServiceDiscoveryAutoConfiguration.class,
		before = { ReactiveCommonsClientAutoConfiguration.class,
				ReactiveCompositeDiscoveryClientAutoConfiguration.class,
				SimpleReactiveDiscoveryClientAutoConfiguration.class })
@ConditionalOnClass({ Flux.class, ReactiveDiscoveryClient.class })
@ConditionalOnBooleanProperty(name = { "aspire.enabled", "aspire.service-discovery.enabled" }, matchIfMissing = true)
@ConditionalOnDiscoveryEnabled
@ConditionalOnReactiveDiscoveryEnabled
@EnableConfigurationProperties(DiscoveryClientProperties.class)
public final class AspireReactiveDiscoveryClientAutoConfiguration {

	@Bean
	AspireReactiveDiscoveryClient aspireReactiveDiscoveryClient(AspireEnvironment environment,
			ObjectProvider<ServiceEndpointProvider> providers, DiscoveryClientProperties properties) {
		return new AspireReactiveDiscoveryClient(
				new ServiceInstances(environment.services(), providers.orderedStream().toList()), properties.order());
	}

}
