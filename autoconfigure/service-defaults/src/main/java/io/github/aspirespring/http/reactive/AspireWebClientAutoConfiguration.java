// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.resilience.AspireResilienceAutoConfiguration;
import io.github.aspirespring.resilience.ResiliencePipelines;

/**
 * Auto-configuration for service discovery and standard resilience in {@code WebClient}
 * and HTTP service clients. It wraps the connector that Spring Boot makes for all of
 * them, and adds a filter.
 */
@AutoConfiguration(
		after = { AspireServiceDiscoveryAutoConfiguration.class, AspireResilienceAutoConfiguration.class,
				WebClientAutoConfiguration.class,
				// Customizers of one order run in the order of their registration
				WebClientObservationAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ ClientHttpConnectorBuilder.class, WebClient.class, WebClientCustomizer.class })
@ConditionalOnBean(AspireEnvironment.class)
public final class AspireWebClientAutoConfiguration {

	private static final boolean APACHE = ClassUtils.isPresent("org.apache.hc.client5.http.async.AsyncExecChainHandler",
			AspireWebClientAutoConfiguration.class.getClassLoader());

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	static ClientHttpConnectorBuilderCustomizer<ClientHttpConnectorBuilder<?>> aspireConnectorCustomizer(
			ObjectProvider<ServiceEndpointResolver> resolver, ObjectProvider<ResiliencePipelines> pipelines) {
		return (builder) -> (settings) -> {
			ResiliencePipelines active = pipelines.getIfAvailable();
			boolean adapted = APACHE && active != null && active.isActive();
			ClientHttpConnectorBuilder<?> delegate = adapted ? HttpComponentsConnector.adapt(builder) : builder;
			return new AspireClientHttpConnector(delegate.build(settings), resolver.getIfAvailable());
		};
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebClientCustomizer aspireWebClientCustomizer(AspireEnvironment environment,
			ObjectProvider<ServiceEndpointResolver> resolver, ObjectProvider<ResiliencePipelines> pipelines,
			ObjectProvider<AttemptObservations> attemptObservations) {
		AttemptObservations observations = attemptObservations.getIfAvailable(AttemptObservations::none);
		ResiliencePipelines active = pipelines.getIfAvailable();
		AspireExchangeFilter filter = new AspireExchangeFilter(resolver.getIfAvailable(), active, observations);
		boolean observes = !environment.services().isEmpty() || (active != null && active.isActive());
		return (builder) -> {
			builder.filter(filter);
			// Where there is no AppHost, calls are observed as they always are
			if (observes) {
				observations.customize(builder);
			}
		};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationRegistry.class, ObservationProperties.class })
	@ConditionalOnBean(ObservationRegistry.class)
	@EnableConfigurationProperties(ObservationProperties.class)
	static class ObservationConfiguration {

		@Bean
		AttemptObservations aspireReactiveAttemptObservations(ObservationRegistry registry,
				ObjectProvider<ClientRequestObservationConvention> convention, ObservationProperties properties) {
			String name = properties.getHttp().getClient().getRequests().getName();
			return new AttemptObservations(registry,
					convention.getIfAvailable(() -> new DefaultClientRequestObservationConvention(name)));
		}

	}

}
