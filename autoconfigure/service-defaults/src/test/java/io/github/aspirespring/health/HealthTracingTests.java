// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HealthTracingTests {

	@WebApplications
	void leaveProbesAndWhatTheyAskOutOfTraces(WebApplicationType type) throws InterruptedException {
		try (RunningApplication application = RunningApplication.start(type, Application.class,
				"aspire.health.path=/well", "management.tracing.sampling.probability=1.0")) {
			assertThat(application.get("/well").body()).isEqualTo("Healthy");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			assertThat(application.get("/hello").body()).isEqualTo("hello");
			InMemorySpanExporter exporter = application.context().getBean(Spans.class).exporter();
			// The span of a request ends after its response
			while (exporter.getFinishedSpanItems().isEmpty()) {
				TimeUnit.MILLISECONDS.sleep(5);
			}
			assertThat(exporter.getFinishedSpanItems()).extracting(SpanData::getName)
				.singleElement(InstanceOfAssertFactories.STRING)
				.endsWith("/hello");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

		@Bean
		Spans spans() {
			return new Spans(InMemorySpanExporter.create());
		}

		@Bean
		SpanProcessor processor(Spans spans) {
			return SimpleSpanProcessor.create(spans.exporter());
		}

		@Bean
		HealthIndicator observedHealthIndicator(ObservationRegistry registry) {
			return () -> Observation.createNotStarted("check", registry).observe(() -> Health.up().build());
		}

	}

	// No bean itself, or Spring Boot would send spans to it as well
	record Spans(InMemorySpanExporter exporter) {

	}

}
