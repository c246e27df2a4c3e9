// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;

import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WebClientObservationTests {

	private static final String NAME = "http.client.requests";

	private final InMemorySpanExporter spans = InMemorySpanExporter.create();

	private final io.opentelemetry.api.trace.Tracer otel = SdkTracerProvider.builder()
		.addSpanProcessor(SimpleSpanProcessor.create(this.spans))
		.build()
		.get("test");

	private final Tracer tracer = new OtelTracer(this.otel, new OtelCurrentTraceContext(), (event) -> {
	});

	private final MeterRegistry meters = new SimpleMeterRegistry();

	@AfterEach
	void disablePropagation() {
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void hasASpanForEveryAttempt() {
		try (TestServer ill = WebClients.answering(503, ""); TestServer well = WebClients.answering(200, "pen")) {
			observed(WebClients.catalogAt(well.url(), ill.url())).run((context) -> {
				ObservationRegistry registry = context.getBean(ObservationRegistry.class);
				Observation parent = Observation.start("parent", registry);
				String body = WebClients.webClient(context)
					.get()
					.uri("/products/{id}", 7)
					.retrieve()
					.bodyToMono(String.class)
					.contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, parent))
					.block(WebClients.PATIENCE);
				parent.stop();
				assertThat(body).isEqualTo("pen");
				List<SpanData> attempts = attempts();
				assertThat(attempts).extracting((span) -> attribute(span, "status")).containsExactly("503", "200");
				assertThat(attempts).extracting((span) -> attribute(span, "server.port"))
					.containsExactly(String.valueOf(ill.port()), String.valueOf(well.port()));
				assertThat(attempts).extracting((span) -> attribute(span, "server.address")).containsOnly("localhost");
				assertThat(attempts).extracting((span) -> attribute(span, "http.request.resend_count"))
					.containsExactly(null, "1");
				assertThat(attempts).extracting(SpanData::getParentSpanId).containsOnly(span("parent").getSpanId());
				assertThat(traceparent(ill)).contains(attempts.get(0).getTraceId(), attempts.get(0).getSpanId());
				assertThat(traceparent(well)).contains(attempts.get(1).getTraceId(), attempts.get(1).getSpanId());
			});
		}
	}

	@Test
	void countsEveryAttemptWithoutAddresses() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, ""))) {
			observed(WebClients.catalogAt(server.url())).run((context) -> {
				WebClients.webClient(context)
					.get()
					.uri("/products/{id}", 7)
					.retrieve()
					.toBodilessEntity()
					.block(WebClients.PATIENCE);
				assertThat(timers(context)).extracting((timer) -> timer.getId().getTag("status"))
					.containsExactlyInAnyOrder("503", "200");
				assertThat(timers(context)).allSatisfy((timer) -> {
					assertThat(timer.getId().getTag("uri")).isEqualTo("/products/{id}");
					assertThat(timer.getId().getTag("client.name")).isEqualTo("catalog");
					assertThat(timer.getId().getTag("server.port")).isNull();
				});
			});
		}
	}

	@Test
	void countsAnAttemptThatTimedOutAndOneThatIsCancelled() {
		try (TestServer server = TestServer.start((request, out) -> Thread.sleep(20_000))) {
			observed(WebClients.catalogAt(server.url()))
				.withPropertyValues("aspire.http-client.resilience.attempt-timeout=300ms",
						"aspire.http-client.resilience.retry.max-retries=0")
				.run((context) -> {
					assertThatExceptionOfType(WebClientException.class).isThrownBy(() -> WebClients.get(context));
					WebClients.webClient(context)
						.get()
						.uri("/")
						.retrieve()
						.toBodilessEntity()
						.timeout(Duration.ofMillis(100), Mono.empty())
						.block(WebClients.PATIENCE);
					assertThat(timers(context)).extracting((timer) -> timer.getId().getTag("exception"))
						.containsExactlyInAnyOrder("WebClientRequestException", "none");
					assertThat(timers(context)).extracting((timer) -> timer.getId().getTag("status"))
						.containsOnly("CLIENT_ERROR");
				});
		}
	}

	@Test
	void observesRequestsThatAreNotProtected() {
		try (TestServer server = WebClients.answering(200, "")) {
			observed(WebClients.catalogAt(server.url()))
				.withPropertyValues("aspire.http-client.resilience.enabled=false")
				.run((context) -> {
					WebClients.get(context);
					WebClients.get(context.getBean(WebClient.Builder.class).baseUrl(server.url()).build());
					assertThat(timers(context)).allSatisfy((timer) -> assertThat(timer.count()).isEqualTo(1));
					assertThat(timers(context)).extracting((timer) -> timer.getId().getTag("client.name"))
						.containsExactlyInAnyOrder("catalog", "localhost");
				});
		}
	}

	@Test
	void observesAClientWithAConnectorOfItsOwn() {
		try (TestServer server = WebClients.answering(200, "")) {
			observed(WebClients.catalogAt("http://localhost:1")).run((context) -> {
				WebClient client = context.getBean(WebClient.Builder.class)
					.baseUrl(server.url())
					.clientConnector(new ReactorClientHttpConnector())
					.build();
				WebClients.get(client);
				assertThat(timers(context)).singleElement()
					.satisfies((timer) -> assertThat(timer.count()).isEqualTo(1));
				assertThat(server.requests().get(0).headers()).containsKey("traceparent");
			});
		}
	}

	@Test
	void leavesClientsAloneThatTheApplicationObservesItself() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, ""))) {
			observed(WebClients.catalogAt(server.url())).run((context) -> {
				WebClient client = context.getBean(WebClient.Builder.class)
					.baseUrl("https+http://catalog")
					.observationRegistry(context.getBean(ObservationRegistry.class))
					.build();
				client.get().uri("/products/{id}", 7).retrieve().toBodilessEntity().block(WebClients.PATIENCE);
				assertThat(attempts()).singleElement().satisfies((span) -> {
					assertThat(attribute(span, "status")).isEqualTo("200");
					assertThat(attribute(span, "uri")).isEqualTo("/products/{id}");
					assertThat(attribute(span, "server.port")).isEqualTo(String.valueOf(server.port()));
				});
			});
		}
	}

	@Test
	void leavesClientsAsTheyAreWithoutAppHost() {
		try (TestServer server = WebClients.answering(200, "")) {
			observed(WebClients.RUNNER).run((context) -> {
				WebClients.get(context.getBean(WebClient.Builder.class).baseUrl(server.url()).build());
				assertThat(attempts()).singleElement()
					.satisfies((span) -> assertThat(attribute(span, "server.port")).isNull());
			});
		}
	}

	@Test
	void takesTheNameOfTheProperty() {
		try (TestServer server = WebClients.answering(200, "")) {
			observed(WebClients.catalogAt(server.url()))
				.withPropertyValues("management.observations.http.client.requests.name=calls")
				.run((context) -> {
					WebClients.get(context);
					assertThat(context.getBean(MeterRegistry.class).get("calls").timer().count()).isEqualTo(1);
				});
		}
	}

	@Test
	void takesWhatTheThreadOfTheCallerObservesForTheParent() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() < 3) ? 503 : 200, "pen"))) {
			observed(WebClients.catalogAt(server.url())).run((context) -> {
				Observation parent = Observation.start("parent", context.getBean(ObservationRegistry.class));
				try (Observation.Scope scope = parent.openScope()) {
					WebClients.get(context);
				}
				parent.stop();
				assertThat(attempts()).hasSize(3)
					.extracting(SpanData::getParentSpanId)
					.containsOnly(span("parent").getSpanId());
			});
		}
	}

	@Test
	void endsWhatItObservesWhereAFilterThrows() {
		observed(WebClients.catalogAt("http://localhost:1")).run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).filter((request, next) -> {
				throw new IllegalStateException("of a filter");
			}).baseUrl("https+http://catalog").build();
			assertThatIllegalStateException().isThrownBy(() -> WebClients.get(client)).withMessage("of a filter");
			assertThat(attempts()).hasSize(1);
		});
	}

	@Test
	void keepsContextAcrossAttempts() {
		Hooks.enableAutomaticContextPropagation();
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() < 3) ? 503 : 200, "pen"))) {
			observed(WebClients.catalogAt(server.url())).run((context) -> {
				ObservationRegistry registry = context.getBean(ObservationRegistry.class);
				Observation parent = Observation.start("parent", registry);
				WebClient client = WebClients.webClient(context)
					.mutate()
					.filter((request, next) -> Mono.deferContextual((inner) -> {
						assertThat(inner.<String>get("tenant")).isEqualTo("acme");
						Span current = this.tracer.currentSpan();
						assertThat(current).isNotNull();
						assertThat(request.headers().getFirst("traceparent")).contains(current.context().spanId());
						return next.exchange(request);
					}))
					.build();
				AtomicReference<@Nullable Span> seen = new AtomicReference<>();
				try (Observation.Scope scope = parent.openScope()) {
					client.get()
						.uri("/")
						.retrieve()
						.bodyToMono(String.class)
						.doOnNext((body) -> seen.set(this.tracer.currentSpan()))
						.contextWrite((outer) -> outer.put("tenant", "acme"))
						.block(WebClients.PATIENCE);
				}
				parent.stop();
				assertThat(seen.get()).isNotNull()
					.satisfies((span) -> assertThat(span.context().spanId()).isEqualTo(span("parent").getSpanId()));
				assertThat(attempts()).hasSize(3)
					.extracting(SpanData::getParentSpanId)
					.containsOnly(span("parent").getSpanId());
			});
		}
	}

	private AspireContextRunner observed(AspireContextRunner runner) {
		return runner
			.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
					WebClientObservationAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> this.meters)
			.withBean(Tracer.class, () -> this.tracer)
			.withBean(ObservationRegistry.class, this::registry);
	}

	private ObservationRegistry registry() {
		Propagator propagator = new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()),
				this.otel);
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meters))
			.observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
					new PropagatingSenderTracingObservationHandler<>(this.tracer, propagator),
					new DefaultTracingObservationHandler(this.tracer)));
		return registry;
	}

	private List<SpanData> attempts() {
		return this.spans.getFinishedSpanItems().stream().filter((span) -> span.getKind() == SpanKind.CLIENT).toList();
	}

	private SpanData span(String name) {
		return this.spans.getFinishedSpanItems()
			.stream()
			.filter((span) -> span.getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static @Nullable String attribute(SpanData span, String name) {
		return span.getAttributes().get(AttributeKey.stringKey(name));
	}

	private static @Nullable String traceparent(TestServer server) {
		return server.requests().get(0).headers().get("traceparent");
	}

	private static List<Timer> timers(ApplicationContext context) {
		return List.copyOf(context.getBean(MeterRegistry.class).get(NAME).timers());
	}

}
