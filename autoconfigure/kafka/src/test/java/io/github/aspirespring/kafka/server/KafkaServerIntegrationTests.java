// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafkaStreams;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import io.github.aspirespring.kafka.server.KafkaApplication.Listener;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that messages reach the broker that the AppHost names, and come back.
 */
class KafkaServerIntegrationTests {

	private static final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, KafkaApplication.TOPIC,
			"words");

	@BeforeAll
	static void startBroker() {
		// Else it sets spring.kafka.bootstrap-servers above the variables
		broker.brokerListProperty("embedded.brokers");
		broker.afterPropertiesSet();
	}

	@AfterAll
	static void stopBroker() {
		broker.destroy();
	}

	@Test
	void sendsAndReceivesInTheGroupOfTheApplication() {
		runner().run((context) -> {
			KafkaApplication.sendAndReceive(context, "one");
			MessageListenerContainer container = context.getBean(KafkaListenerEndpointRegistry.class)
				.getListenerContainer("listener");
			assertThat(container).isNotNull();
			assertThat(container.getGroupId()).isEqualTo("shop");
		});
	}

	@Test
	void connectsToTheBrokersOfListThatAreUp() {
		String list = "localhost:" + TestPorts.refusing() + ",PLAINTEXT://" + broker.getBrokersAsString();
		KafkaApplication.runner()
			.withUserConfiguration(Listener.class)
			.withVariables(AppHostVariables.none().connectionString("events", list))
			.run((context) -> KafkaApplication.sendAndReceive(context, "two"));
	}

	@Test
	void linksListenersToTheTraceOfTheSender() {
		Spans spans = new Spans();
		try (SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(spans))
			.build()) {
			runner().withBean(ObservationRegistry.class, () -> tracing(provider.get("test"))).run((context) -> {
				ConsumerRecord<String, String> received = KafkaApplication.sendAndReceive(context, "three");
				Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> spans.finished.size() == 2);
				SpanData sender = spans.finished.get(SpanKind.PRODUCER);
				SpanData listener = spans.finished.get(SpanKind.CONSUMER);
				assertThat(sender).isNotNull();
				assertThat(listener).isNotNull();
				assertThat(received.headers().lastHeader("traceparent").value()).asString(StandardCharsets.UTF_8)
					.startsWith("00-" + sender.getTraceId() + "-" + sender.getSpanId() + "-");
				assertThat(listener.getParentSpanContext().getSpanId()).isEqualTo(sender.getSpanId());
				assertThat(listener.getTraceId()).isEqualTo(sender.getTraceId());
			});
		}
	}

	@Test
	void bindsTheMetricsOfClients() {
		runner().withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			KafkaApplication.sendAndReceive(context, "four");
			assertThat(context.getBean(MeterRegistry.class).getMeters()).extracting((meter) -> meter.getId().getName())
				.anyMatch((name) -> name.startsWith("kafka.producer."))
				.anyMatch((name) -> name.startsWith("kafka.consumer."));
		});
	}

	@Test
	void runsStreams(@TempDir Path folder) {
		runner().withUserConfiguration(Streams.class)
			.withApplicationProperties("spring.kafka.streams.application-id=upper-case",
					"spring.kafka.streams.state-dir=" + folder,
					"spring.kafka.streams.properties.commit.interval.ms=100")
			.run((context) -> {
				KafkaApplication.send(context, "words", "five");
				assertThat(KafkaApplication.receive(context).value()).isEqualTo("FIVE");
			});
	}

	@Test
	void isUpAndSaysWhatItFoundWithoutLeavingTopic() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
			Set<String> before = admin.listTopics().names().get(10, TimeUnit.SECONDS);
			KafkaApplication.runner().withVariables(variables()).run((context) -> {
				Health health = KafkaApplication.health(context);
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				String clusterId = admin.describeCluster().clusterId().get(10, TimeUnit.SECONDS);
				assertThat(health.getDetails()).isEqualTo(Map.of("clusterId", clusterId, "nodes", 1));
			});
			assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).isEqualTo(before);
		}
	}

	private static AspireContextRunner runner() {
		return KafkaApplication.runner().withUserConfiguration(Listener.class).withVariables(variables());
	}

	private static AppHostVariables variables() {
		String address = broker.getBrokersAsString();
		return KafkaApplication.resource("events", Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
	}

	private static ObservationRegistry tracing(Tracer openTelemetry) {
		OtelTracer tracer = new OtelTracer(openTelemetry, new OtelCurrentTraceContext(), (event) -> {
		});
		OtelPropagator propagator = new OtelPropagator(
				ContextPropagators.create(W3CTraceContextPropagator.getInstance()), openTelemetry);
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new FirstMatchingCompositeObservationHandler(
					new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
					new PropagatingReceiverTracingObservationHandler<>(tracer, propagator)));
		return registry;
	}

	/**
	 * Turns words into upper case.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableKafkaStreams
	static class Streams {

		@Bean
		KStream<String, String> upperCase(StreamsBuilder builder) {
			KStream<String, String> words = builder.stream("words", Consumed.with(Serdes.String(), Serdes.String()));
			words.mapValues((word) -> word.toUpperCase(Locale.ROOT))
				.to(KafkaApplication.TOPIC, Produced.with(Serdes.String(), Serdes.String()));
			return words;
		}

	}

	/**
	 * Keeps the last finished span of each kind.
	 */
	static final class Spans implements SpanExporter {

		final Map<SpanKind, SpanData> finished = new ConcurrentHashMap<>();

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			spans.forEach((span) -> this.finished.put(span.getKind(), span));
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
