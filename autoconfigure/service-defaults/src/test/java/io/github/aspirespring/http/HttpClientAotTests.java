// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.resilience.AspireResilienceAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests clients of an application that was processed ahead of time where no AppHost was.
 */
@CompileWithForkedClassLoader
class HttpClientAotTests {

	@Test
	void reachesAndRepeatsByWhatTheRunSays() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, "pen"))) {
			new AheadOfTimeRunner(Application.class)
				.withVariables(AppHostVariables.none().endpoint("catalog", "http", server.url()))
				.withApplicationProperties(Map.of("spring.http.clients.imperative.factory", "jdk",
						"aspire.http-client.resilience.retry.delay", "10ms"))
				.run((context) -> assertThat(
						HttpClients.restClient(context).get().uri("/").retrieve().body(String.class))
					.isEqualTo("pen"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
			AspireResilienceAutoConfiguration.class, AspireHttpClientAutoConfiguration.class,
			HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
			RestClientAutoConfiguration.class })
	static class Application {

	}

}
