// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.otlp.OtlpReceiver;
import io.github.aspirespring.test.otlp.ReceivedSpan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExportedTraceIntegrationTests {

	@Test
	void leadsFromTheClientToTheServerAndNowhereElse() throws IOException {
		try (OtlpReceiver receiver = OtlpReceiver.start(); ConfigurableApplicationContext context = start(receiver)) {
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			RestClient client = context.getBean(RestClient.Builder.class).baseUrl("http://localhost:" + port).build();
			assertThat(client.get().uri("/products/{id}?token={token}", 7, "secret").retrieve().body(String.class))
				.isEqualTo("pen 7");
			assertThat(receiver.await(Duration.ofSeconds(20), (received) -> received.spans().size() >= 2)).isTrue();
			ReceivedSpan sent = span(receiver, Span.SpanKind.SPAN_KIND_CLIENT);
			ReceivedSpan answered = span(receiver, Span.SpanKind.SPAN_KIND_SERVER);
			assertThat(answered.traceId()).isEqualTo(sent.traceId());
			assertThat(answered.parentSpanId()).isEqualTo(sent.spanId());
			assertThat(List.of(sent, answered)).allSatisfy((span) -> {
				assertThat(span.span().getName()).isEqualTo("GET /products/{id}");
				assertThat(span.attributes()).containsEntry("http.request.method", "GET")
					.containsEntry("http.response.status_code", "200")
					.containsEntry("server.address", "localhost")
					.containsEntry("server.port", String.valueOf(port));
				assertThat(span.span().getAttributesList())
					.filteredOn((attribute) -> attribute.getKey().equals("server.port"))
					.allSatisfy((attribute) -> assertThat(attribute.getValue().hasIntValue()).isTrue());
				assertThat(span.attributes().values()).noneMatch((value) -> value.contains("secret"));
			});
			receiver.clear();
			assertThatExceptionOfType(HttpServerErrorException.class)
				.isThrownBy(() -> client.post().uri("/products/{id}", 7).retrieve().toBodilessEntity());
			assertThat(receiver.await(Duration.ofSeconds(20), (received) -> received.spans().size() >= 2)).isTrue();
			// Neither what receives the spans nor a probe has any
			try (InputStream health = URI.create("http://localhost:" + port + "/health").toURL().openStream()) {
				assertThat(health).hasContent("Healthy");
			}
			assertThat(receiver.await(Duration.ofSeconds(2), (received) -> received.spans().size() > 2)).isFalse();
			assertThat(receiver.spans()).extracting((span) -> span.span().getStatus().getCode())
				.containsOnly(Status.StatusCode.STATUS_CODE_ERROR);
			assertThat(receiver.spans()).extracting((span) -> span.attributes().get("error.type")).contains("503");
			assertThat(receiver.rejections()).isEmpty();
		}
	}

	private static ReceivedSpan span(OtlpReceiver receiver, Span.SpanKind kind) {
		return receiver.spans().stream().filter((span) -> span.span().getKind() == kind).findFirst().orElseThrow();
	}

	private static ConfigurableApplicationContext start(OtlpReceiver receiver) {
		return new SpringApplicationBuilder(Shop.class).web(WebApplicationType.SERVLET)
			.initializers(AppHostVariables.none())
			.properties("server.port=0", "spring.http.clients.imperative.factory=jdk",
					"management.otlp.metrics.export.enabled=false",
					"management.opentelemetry.tracing.export.otlp.endpoint=" + receiver.httpEndpoint() + "/v1/traces",
					"management.opentelemetry.tracing.export.schedule-delay=200ms")
			.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ShopController.class)
	static class Shop {

	}

	@RestController
	static class ShopController {

		@GetMapping("/products/{id}")
		String product(@PathVariable String id) {
			return "pen " + id;
		}

		@PostMapping("/products/{id}")
		String order(@PathVariable String id) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, id);
		}

		@GetMapping("/health")
		String health() {
			return "Healthy";
		}

	}

}
