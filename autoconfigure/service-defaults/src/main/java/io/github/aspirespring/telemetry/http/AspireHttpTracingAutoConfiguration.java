// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import jakarta.servlet.http.HttpServletRequest;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.aspirespring.telemetry.tracing.AspireTracingAutoConfiguration;
import io.github.aspirespring.telemetry.tracing.TracingProperties;

/**
 * Auto-configuration for the spans of HTTP: their attributes, and none for health probes.
 */
@AutoConfiguration(after = AspireTracingAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.http.client.observation.ClientRequestObservationContext")
@ConditionalOnBean(TracingProperties.class)
public final class AspireHttpTracingAutoConfiguration {

	@Bean
	ClientSpan aspireHttpClientSpan(TracingProperties properties) {
		return new ClientSpan(properties.queryValues());
	}

	// All of them come first, so that filters of the application have the last word
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ClientSpanFilter aspireHttpClientSpanFilter(ClientSpan client) {
		return new ClientSpanFilter(client);
	}

	@Bean
	UntracedPaths aspireUntracedPaths(TracingProperties properties,
			@Value("${management.endpoints.web.base-path:/actuator}") String actuator) {
		return UntracedPaths.of(actuator, properties.untracedPaths());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClient.class)
	static class ReactiveClientConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ReactiveClientSpanFilter aspireReactiveHttpClientSpanFilter(ClientSpan client) {
			return new ReactiveClientSpanFilter(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpServletRequest.class)
	static class ServletConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ServletSpanFilter aspireServletSpanFilter(UntracedPaths untraced,
				@Value("${spring.mvc.servlet.path:}") String servletPath) {
			return new ServletSpanFilter(untraced, UntracedPaths.normalize(servletPath));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Mono.class)
	static class ReactiveServerConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ReactiveServerSpanFilter aspireReactiveServerSpanFilter(UntracedPaths untraced) {
			return new ReactiveServerSpanFilter(untraced);
		}

	}

}
