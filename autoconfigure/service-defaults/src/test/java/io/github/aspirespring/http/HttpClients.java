// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.resilience.AspireResilienceAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

/**
 * Applications with HTTP clients, as Spring Boot configures them.
 */
final class HttpClients {

	static final AspireContextRunner RUNNER = new AspireContextRunner()
		.withConfiguration(
				AutoConfigurations.of(AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
						AspireResilienceAutoConfiguration.class, AspireHttpClientAutoConfiguration.class,
						HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
						RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class))
		// Others are on the classpath for tests of their own
		.withPropertyValues("spring.http.clients.imperative.factory=jdk");

	private HttpClients() {
	}

	/**
	 * Returns an application whose AppHost references {@code catalog} at some addresses,
	 * and which does not wait long between attempts.
	 */
	static AspireContextRunner catalogAt(String... urls) {
		AppHostVariables variables = AppHostVariables.none();
		for (int i = 0; i < urls.length; i++) {
			variables = variables.variable("services__catalog__http__" + i, urls[i]);
		}
		return RUNNER.withVariables(variables).withPropertyValues("aspire.http-client.resilience.retry.delay=10ms");
	}

	static RestClient restClient(ApplicationContext context) {
		return context.getBean(RestClient.Builder.class).baseUrl("https+http://catalog").build();
	}

}
