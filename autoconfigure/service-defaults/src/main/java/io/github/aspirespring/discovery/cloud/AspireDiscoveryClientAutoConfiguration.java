// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.environment.AspireEnvironment;

/**
 * Auto-configuration for the {@link DiscoveryClient} that finds the services which an
 * AppHost references.
 */
@AutoConfiguration(after = AspireServiceDiscoveryAutoConfiguration.class,
		before = { CommonsClientAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class,
				SimpleDiscoveryClientAutoConfiguration.class })
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnBooleanProperty(name = { "aspire.enabled", "aspire.service-discovery.enabled" }, matchIfMissing = true)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBlockingDiscoveryEnabled
@EnableConfigurationProperties(DiscoveryClientProperties.class)
public final class AspireDiscoveryClientAutoConfiguration {

	@Bean
	AspireDiscoveryClient aspireDiscoveryClient(AspireEnvironment environment,
			ObjectProvider<ServiceEndpointProvider> providers, DiscoveryClientProperties properties) {
		return new AspireDiscoveryClient(
				new ServiceInstances(environment.services(), providers.orderedStream().toList()), properties.order());
	}

}
