// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.InputStream;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import io.github.aspirespring.test.AspireContextRunner;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HttpObservationTests {

	private final InMemorySpanExporter spans = InMemorySpanExporter.create();

	@Test
	void hasASpanForEachAttemptWithTheAddressOfItsEndpoint() {
		try (TestServer ill = TestServer.start((request, out) -> TestServer.answer(out, 503, ""));
				TestServer well = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			observed(HttpClients.catalogAt(well.url(), ill.url())).run((context) -> {
				HttpClients.restClient(context).get().uri("/products/{id}", 7).retrieve().toBodilessEntity();
				List<SpanData> attempts = this.spans.getFinishedSpanItems();
				assertThat(attempts).hasSize(2)
					.allSatisfy((span) -> assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT));
				assertThat(attempts.get(0)).satisfies((span) -> isFor(span, ill, null));
				assertThat(attempts.get(1)).satisfies((span) -> isFor(span, well, "1"));
			});
		}
	}

	@Test
	void tellsEachServerItsOwnSpan() {
		try (TestServer ill = TestServer.start((request, out) -> TestServer.answer(out, 503, ""));
				TestServer well = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			observed(HttpClients.catalogAt(well.url(), ill.url())).run((context) -> {
				Tracer tracer = context.getBean(Tracer.class);
				Span caller = tracer.nextSpan().name("caller").start();
				try (Tracer.SpanInScope scope = tracer.withSpan(caller)) {
					HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity();
					assertThat(tracer.currentSpan()).isEqualTo(caller);
				}
				List<SpanData> attempts = this.spans.getFinishedSpanItems();
				assertThat(traceparent(ill)).contains(attempts.get(0).getSpanId());
				assertThat(traceparent(well)).contains(attempts.get(1).getSpanId());
				assertThat(attempts).allSatisfy((span) -> {
					assertThat(span.getTraceId()).isEqualTo(caller.context().traceId());
					assertThat(span.getParentSpanId()).isEqualTo(caller.context().spanId());
				});
			});
		}
	}

	@Test
	void keepsTheTagsOfMetricsLow() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			observed(HttpClients.catalogAt(server.url())).run((context) -> {
				RestClient client = context.getBean(RestClient.Builder.class).build();
				client.get().uri("https+http://catalog/products/{id}?x={x}", 7, 1).retrieve().toBodilessEntity();
				assertThat(timer(context).getId().getTags()).containsExactlyInAnyOrder(
						Tag.of("uri", "/products/{id}?x={x}"), Tag.of("client.name", "catalog"),
						Tag.of("method", "GET"), Tag.of("status", "200"), Tag.of("outcome", "SUCCESS"),
						Tag.of("exception", "none"), Tag.of("error", "none"));
			});
		}
	}

	@Test
	void knowsTheTemplateOfRestTemplate() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			observed(HttpClients.catalogAt(server.url())).run((context) -> {
				context.getBean(RestTemplateBuilder.class)
					.build()
					.getForObject("https+http://catalog/products/{id}", String.class, 7);
				assertThat(timer(context).getId().getTag("uri")).isEqualTo("/products/{id}");
				assertThat(timer(context).count()).isOne();
			});
		}
	}

	@Test
	void observesAttemptsBehindInterceptors() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, "pen"))) {
			observed(HttpClients.catalogAt(server.url())).run((context) -> {
				RestClient client = context.getBean(RestClient.Builder.class)
					.requestInterceptor((request, body, execution) -> execution.execute(request, body))
					.build();
				client.get().uri("https+http://catalog/products/{id}", 7).retrieve().toBodilessEntity();
				assertThat(this.spans.getFinishedSpanItems()).hasSize(2);
				assertThat(timer(context).getId().getTag("uri")).isEqualTo("/products/{id}");
			});
		}
	}

	@Test
	void leavesObservationsAloneWithoutAppHost() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			observed(HttpClients.RUNNER).run((context) -> {
				RestClient client = context.getBean(RestClient.Builder.class).build();
				client.get().uri(server.url() + "/products/{id}", 7).retrieve().toBodilessEntity();
				assertThat(this.spans.getFinishedSpanItems()).hasSize(1);
				assertThat(timer(context).getId().getTag("client.name")).isEqualTo("localhost");
			});
		}
	}

	@Test
	void leavesObservationsOfOtherRequestFactoriesAlone() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			observed(HttpClients.catalogAt("http://localhost:1")).run((context) -> {
				RestClient client = context.getBean(RestClient.Builder.class)
					.requestFactory(ClientHttpRequestFactoryBuilder.jdk().build())
					.build();
				client.get().uri(server.url() + "/products/{id}", 7).retrieve().toBodilessEntity();
				assertThat(this.spans.getFinishedSpanItems()).hasSize(1);
			});
		}
	}

	@Test
	void endsOnceWhereTheStreamIsKept() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			observed(HttpClients.catalogAt(server.url())).run((context) -> {
				RestClient client = HttpClients.restClient(context);
				InputStream body = client.get()
					.uri("/")
					.exchangeForRequiredValue((request, response) -> response.getBody(), false);
				try (body) {
					assertThat(this.spans.getFinishedSpanItems()).isEmpty();
					assertThat(body).hasContent("pen");
				}
				body.close();
				assertThat(this.spans.getFinishedSpanItems()).hasSize(1);
				assertThat(timer(context).count()).isOne();
			});
		}
	}

	@Test
	void saysWhatFailed() {
		observed(HttpClients.catalogAt(TestServer.refusing()))
			.withPropertyValues("aspire.http-client.resilience.retry.max-retries=0")
			.run((context) -> {
				RestClient client = HttpClients.restClient(context);
				assertThatExceptionOfType(ResourceAccessException.class)
					.isThrownBy(() -> client.get().uri("/").retrieve().toBodilessEntity());
				assertThat(timer(context).getId().getTag("exception")).isEqualTo("ConnectException");
				assertThat(this.spans.getFinishedSpanItems()).hasSize(1);
			});
	}

	private AspireContextRunner observed(AspireContextRunner runner) {
		return runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class, RestClientObservationAutoConfiguration.class,
					RestTemplateObservationAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(SpanProcessor.class, () -> SimpleSpanProcessor.create(this.spans))
			.withPropertyValues("management.tracing.sampling.probability=1");
	}

	private static Timer timer(ApplicationContext context) {
		return context.getBean(MeterRegistry.class).get("http.client.requests").timer();
	}

	private static void isFor(SpanData span, TestServer server, @Nullable String resends) {
		assertThat(span.getAttributes().get(stringKey("server.address"))).isEqualTo("localhost");
		assertThat(span.getAttributes().get(stringKey("server.port"))).isEqualTo(String.valueOf(server.port()));
		assertThat(span.getAttributes().get(stringKey("http.request.resend_count"))).isEqualTo(resends);
	}

	private static @Nullable String traceparent(TestServer server) {
		assertThat(server.requests()).hasSize(1);
		return server.requests().get(0).headers().get("traceparent");
	}

}
