// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.ApplicationContext;

import io.github.aspirespring.telemetry.Untraced;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class AspireTracingAutoConfigurationTests {

	private final Traces traces = new Traces();

	private final AspireContextRunner runner = this.traces.in(new AspireContextRunner());

	@Test
	void recordsAllSpansUnlessTheApplicationSaysOtherwise() {
		AspireContextRunner runner = new AspireContextRunner().withVariables(AppHostVariables.none())
			.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class));
		runner.run((context) -> assertThat(probability(context)).isEqualTo(1));
		runner.withApplicationProperties("management.tracing.sampling.probability=0.2")
			.run((context) -> assertThat(probability(context)).isEqualTo(0.2f));
		runner.withApplicationProperties("aspire.telemetry.tracing.enabled=false")
			.run((context) -> assertThat(probability(context)).isEqualTo(0.1f));
	}

	@Test
	void namesNoPeerWhereItsAddressIsKnown() {
		this.runner.run((context) -> {
			call(context, Map.of("server.address", "localhost"));
			assertThat(Traces.attributes(span())).containsEntry("server.address", "localhost")
				.doesNotContainKey("peer.service");
		});
	}

	@Test
	void namesThePeerWhereNothingElseIsKnown() {
		this.runner.run((context) -> {
			call(context, Map.of());
			assertThat(Traces.attributes(span())).containsEntry("peer.service", "Redis");
		});
	}

	@Test
	void keepsThePeerThatTheApplicationNames() {
		this.runner.run((context) -> {
			call(context, Map.of("server.address", "localhost", "peer.service", "Ledger"));
			assertThat(Traces.attributes(span())).containsEntry("peer.service", "Ledger");
		});
	}

	@Test
	void writesNumbersAsNumbers() {
		this.runner.run((context) -> {
			call(context, Map.of("server.port", "5432", "http.response.status_code", "CLIENT_ERROR", "page", "7"));
			assertThat(Traces.attributes(span())).contains(entry("server.port", 5432L),
					entry("http.response.status_code", "CLIENT_ERROR"), entry("page", "7"));
		});
	}

	@Test
	void endsWithAnErrorWhereThereIsATypeOfError() {
		this.runner.run((context) -> {
			call(context, Map.of("error.type", "503"));
			assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(span().getStatus().getDescription()).isEmpty();
			assertThat(span().getEvents()).isEmpty();
		});
	}

	@Test
	void leavesTheStatusToTheApplication() {
		this.runner.run((context) -> {
			call(context, Map.of());
			assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			this.traces.clear();
			call(context, Map.of(), () -> Span.current().setStatus(StatusCode.OK));
			assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.OK);
			this.traces.clear();
			call(context, Map.of(), () -> Span.current().setStatus(StatusCode.ERROR, "Sold out"));
			assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(span().getStatus().getDescription()).isEqualTo("Sold out");
		});
	}

	@Test
	void tracesNoRequestThatIsNotWorthItNorWhatItDoes() {
		this.runner.withBean(UntracedRequests.class, () -> (request) -> "probe".equals(request.getName()))
			.run((context) -> {
				receive(context, "probe");
				assertThat(this.traces.names()).isEmpty();
				receive(context, "request");
				assertThat(this.traces.names()).containsExactlyInAnyOrder("here", "elsewhere", "request");
				assertThat(context.getBean(MeterRegistry.class).get("probe").timer().count()).isOne();
				assertThat(context.getBean(MeterRegistry.class).get("elsewhere").timer().count()).isEqualTo(2);
			});
	}

	@Test
	void tracesNoTaskThatIsNotWorthIt() {
		this.runner.run((context) -> {
			Untraced untraced = context.getBean(Untraced.class);
			untraced.wrap(() -> work(context)).run();
			assertThat(this.traces.names()).isEmpty();
			assertThat(context.getBean(ObservationRegistry.class).getCurrentObservation()).isNull();
			assertThat(context.getBean(Tracer.class).currentSpan()).isNull();
			work(context);
			assertThat(this.traces.names()).containsExactlyInAnyOrder("here", "elsewhere");
		});
	}

	@Test
	void tracesNoTaskWithinARequestThatIsTraced() {
		this.runner.run((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			Untraced untraced = context.getBean(Untraced.class);
			Observation.createNotStarted("request", registry).observe(() -> {
				untraced.wrap(() -> work(context)).run();
				Observation.createNotStarted("afterwards", registry).observe(() -> {
				});
			});
			assertThat(this.traces.names()).containsExactly("afterwards", "request");
		});
	}

	@Test
	void leavesOtherDecisionsToTheSamplerOfTheApplication() {
		this.runner.withBean(Sampler.class, Sampler::alwaysOff).run((context) -> {
			work(context);
			assertThat(this.traces.names()).isEmpty();
			assertThat(context.getBean(SdkTracerProvider.class).getSampler().getDescription())
				.isEqualTo("Untraced{AlwaysOffSampler}");
		});
	}

	@Test
	void leavesHandlersOfTheApplicationAlone() {
		this.runner
			.withBean(PropagatingSenderTracingObservationHandler.class,
					() -> new PropagatingSenderTracingObservationHandler<>(Tracer.NOOP, Propagator.NOOP))
			.run((context) -> assertThat(context).doesNotHaveBean(SenderSpanHandler.class));
	}

	@Test
	void isSwitchedOff() {
		this.runner.withPropertyValues("aspire.telemetry.tracing.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Untraced.class);
			call(context, Map.of("server.address", "localhost"));
			assertThat(Traces.attributes(span())).containsEntry("peer.service", "Redis");
		});
		this.runner.withPropertyValues("aspire.telemetry.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Untraced.class));
	}

	private SpanData span() {
		assertThat(this.traces.finished()).hasSize(1);
		return this.traces.finished().get(0);
	}

	private static float probability(ApplicationContext context) {
		return context.getBean(TracingProperties.class).getSampling().getProbability();
	}

	private static void call(ApplicationContext context, Map<String, String> attributes) {
		call(context, attributes, () -> {
		});
	}

	private static void call(ApplicationContext context, Map<String, String> attributes, Runnable action) {
		SenderContext<Object> sender = new SenderContext<>((carrier, key, value) -> {
		}, Kind.CLIENT);
		sender.setCarrier(new Object());
		sender.setRemoteServiceName("Redis");
		Observation observation = Observation.createNotStarted("call", () -> sender,
				context.getBean(ObservationRegistry.class));
		attributes.forEach(observation::highCardinalityKeyValue);
		observation.observe(action);
		assertThat(sender.getRemoteServiceName()).isEqualTo("Redis");
	}

	private static void receive(ApplicationContext context, String name) {
		ReceiverContext<Map<String, String>> receiver = new ReceiverContext<>(Map::get, Kind.SERVER);
		receiver.setCarrier(Map.of());
		Observation.createNotStarted(name, () -> receiver, context.getBean(ObservationRegistry.class))
			.observe(() -> work(context));
	}

	// As Lettuce does, which starts what it observes in a thread of its own
	private static void work(ApplicationContext context) {
		ObservationRegistry registry = context.getBean(ObservationRegistry.class);
		Observation current = registry.getCurrentObservation();
		Observation.createNotStarted("here", registry).observe(() -> {
		});
		Thread elsewhere = new Thread(
				() -> Observation.createNotStarted("elsewhere", registry).parentObservation(current).observe(() -> {
				}));
		elsewhere.start();
		try {
			elsewhere.join(10_000);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
