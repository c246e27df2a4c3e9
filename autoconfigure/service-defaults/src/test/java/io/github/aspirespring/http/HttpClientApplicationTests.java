// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole application, with everything that Spring Boot configures.
 */
@ExtendWith(OutputCaptureExtension.class)
class HttpClientApplicationTests {

	@Test
	void hasMetricsOfResilience4j() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, "pen"));
				ConfigurableApplicationContext context = start(server)) {
			HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(calls(registry, "successful")).isOne();
			assertThat(calls(registry, "failed")).isOne();
			assertThat(registry.get("resilience4j.retry.calls")
				.tags("name", "http-catalog", "kind", "successful_with_retry")
				.functionCounter()
				.count()).isOne();
			assertThat(registry.get("resilience4j.bulkhead.max.allowed.concurrent.calls")
				.tag("name", "http-catalog")
				.gauge()
				.value()).isEqualTo(1000);
			assertThat(registry.get("resilience4j.circuitbreaker.state")
				.tags("name", "http-catalog", "state", "closed")
				.gauge()
				.value()).isOne();
			for (String name : new String[] { "http-catalog", "http-catalog-attempt" }) {
				assertThat(registry.get("resilience4j.timelimiter.calls")
					.tags("name", name, "kind", "timeout")
					.counter()
					.count()).isZero();
			}
		}
	}

	@Test
	void takesPropertiesOfResilience4j() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"));
				ConfigurableApplicationContext context = start(server,
						"resilience4j.circuitbreaker.instances.http-catalog.minimum-number-of-calls=7")) {
			HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity();
			assertThat(context.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("http-catalog")
				.getCircuitBreakerConfig()
				.getMinimumNumberOfCalls()).isEqualTo(7);
		}
	}

	@Test
	void startsWithoutAWarning(CapturedOutput output) {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"));
				ConfigurableApplicationContext context = start(server)) {
			assertThat(context.isRunning()).isTrue();
			assertThat(output).doesNotContain("io.github.aspirespring");
		}
	}

	private static ConfigurableApplicationContext start(TestServer server, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers(AppHostVariables.none().endpoint("catalog", "http", server.url()))
			.properties("spring.http.clients.imperative.factory=jdk", "aspire.http-client.resilience.retry.delay=10ms",
					"management.otlp.metrics.export.enabled=false", "logging.level.root=warn")
			.properties(properties)
			.run();
	}

	private static long calls(MeterRegistry registry, String kind) {
		return registry.get("resilience4j.circuitbreaker.calls")
			.tags("name", "http-catalog", "kind", kind)
			.timer()
			.count();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
