// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.ClientRequestObservationConvention;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;

import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.resilience.AspireResilienceAutoConfiguration;
import io.github.aspirespring.resilience.ResiliencePipelines;

/**
 * Auto-configuration for service discovery and standard resilience in {@code RestClient},
 * {@code RestTemplate} and HTTP service clients. It wraps the request factory that Spring
 * Boot makes for all of them.
 */
@AutoConfiguration(before = ImperativeHttpClientAutoConfiguration.class,
		after = { AspireServiceDiscoveryAutoConfiguration.class, AspireResilienceAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ ClientHttpRequestFactoryBuilder.class, ClientHttpRequestFactory.class })
@ConditionalOnBean(AspireEnvironment.class)
public final class AspireHttpClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HttpCalls aspireHttpCalls(ObjectProvider<ServiceEndpointResolver> resolver,
			ObjectProvider<ResiliencePipelines> pipelines, ObjectProvider<AttemptObservations> observations) {
		return new HttpCalls(resolver.getIfAvailable(), pipelines.getIfAvailable(),
				observations.getIfAvailable(AttemptObservations::none));
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	static ClientHttpRequestFactoryBuilderCustomizer<ClientHttpRequestFactoryBuilder<?>> aspireRequestFactoryCustomizer(
			ObjectProvider<HttpCalls> calls) {
		return (builder) -> wrap(builder, calls);
	}

	private static ClientHttpRequestFactoryBuilder<?> wrap(ClientHttpRequestFactoryBuilder<?> builder,
			ObjectProvider<HttpCalls> calls) {
		return (settings) -> new AspireClientHttpRequestFactory(builder.build(settings), calls);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationRegistry.class, ObservationProperties.class })
	@ConditionalOnBean(ObservationRegistry.class)
	@EnableConfigurationProperties(ObservationProperties.class)
	static class ObservationConfiguration {

		@Bean
		AttemptObservations aspireAttemptObservations(ObservationRegistry registry,
				ObjectProvider<ClientRequestObservationConvention> convention, ObservationProperties properties) {
			String name = properties.getHttp().getClient().getRequests().getName();
			return new AttemptObservations(registry,
					convention.getIfAvailable(() -> new DefaultClientRequestObservationConvention(name)));
		}

		// A call is not observed where its attempts are
		@Bean
		static ObservationPredicate aspireHttpCallObservationPredicate(ObjectProvider<HttpCalls> calls) {
			return (name, context) -> !(context instanceof ClientRequestObservationContext call)
					|| context instanceof AttemptObservations.Context || call.getCarrier() == null
					|| !calls.getObject().observes(call.getCarrier());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.apache.hc.client5.http.classic.ExecChain")
	static class HttpComponentsConfiguration {

		// First, so that what the application customizes itself holds
		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		static HttpComponentsSupport aspireHttpComponentsSupport() {
			return new HttpComponentsSupport();
		}

	}

	// Spring Boot leaves out this one there, and lets RestClient make one of its own
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class ReactiveWebConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ClientHttpRequestFactoryBuilder<?> aspireClientHttpRequestFactoryBuilder(ResourceLoader resourceLoader,
				ObjectProvider<HttpCalls> calls) {
			return wrap(ClientHttpRequestFactoryBuilder.detect(resourceLoader.getClassLoader()), calls);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestTemplateCustomizer.class)
	static class RestTemplateConfiguration {

		@Bean
		RestTemplateCustomizer aspireUriTemplateRestTemplateCustomizer(AspireEnvironment environment,
				ObjectProvider<ResiliencePipelines> pipelines) {
			ResiliencePipelines active = pipelines.getIfAvailable();
			if (environment.isEmpty() && (active == null || !active.isActive())) {
				return (restTemplate) -> {
				};
			}
			return (restTemplate) -> restTemplate
				.setUriTemplateHandler(new UriTemplates(restTemplate.getUriTemplateHandler()));
		}

	}

}
