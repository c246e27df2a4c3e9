// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.services.EndpointSelection;

/**
 * Auto-configuration for service discovery: the {@link ServiceEndpointResolver} that
 * clients ask for the address of a service.
 */
@AutoConfiguration(after = AspireAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "aspire.enabled", "aspire.service-discovery.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(AspireServiceDiscoveryProperties.class)
public final class AspireServiceDiscoveryAutoConfiguration {

	@Bean
	InjectedEndpoints aspireInjectedEndpoints(AspireEnvironment environment,
			AspireServiceDiscoveryProperties properties) {
		return new InjectedEndpoints(new EndpointSelection(environment.services(), properties.allowed()));
	}

	@Bean
	@ConditionalOnMissingBean
	ServiceEndpointResolver aspireServiceEndpointResolver(AspireEnvironment environment,
			AspireServiceDiscoveryProperties properties, ObjectProvider<ServiceEndpointProvider> providers,
			ObjectProvider<EndpointSelections> selections) {
		return new ServiceEndpointResolver(environment.services(), properties, providers.orderedStream().toList(),
				selections.getIfAvailable(() -> (service, endpoint) -> () -> {
				}));
	}

}
