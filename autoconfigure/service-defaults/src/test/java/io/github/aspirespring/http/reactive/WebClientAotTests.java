// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.resilience.AspireResilienceAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that was processed ahead of time where no AppHost was.
 */
@CompileWithForkedClassLoader
class WebClientAotTests {

	@Test
	void reachesTheServicesOfTheRun() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, "pen"))) {
			new AheadOfTimeRunner(Application.class)
				.withVariables(AppHostVariables.none().endpoint("catalog", "http", server.url()))
				.run((context) -> assertThat(WebClients.get(context)).isEqualTo("pen"));
			assertThat(server.requests()).hasSize(2);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
			AspireResilienceAutoConfiguration.class, AspireWebClientAutoConfiguration.class,
			HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			WebClientAutoConfiguration.class })
	static class Application {

	}

}
