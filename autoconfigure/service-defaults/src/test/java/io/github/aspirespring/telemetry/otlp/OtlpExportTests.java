// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.bridge.SLF4JBridgeHandler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.otlp.OtlpReceiver;
import io.github.aspirespring.test.otlp.ReceivedMetric;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that all signals arrive, by all transports.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtlpExportTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	@TempDir
	private static Path folder;

	private static TestCertificates certificates;

	@BeforeAll
	static void prepare() {
		SLF4JBridgeHandler.removeHandlersForRootLogger();
		SLF4JBridgeHandler.install();
		certificates = TestCertificates.create(folder, "dns:localhost");
	}

	@ParameterizedTest
	@CsvSource({ "grpc, false", "grpc, true", "http, false", "http, true" })
	void deliversAllSignals(String transport, boolean tls, CapturedOutput output) {
		try (OtlpReceiver receiver = receiver(tls)) {
			application(receiver, transport, tls, "secret").run((context) -> {
				Telemetry.record(context);
				assertThat(receiver.await(DEADLINE,
						(received) -> !received.spans().isEmpty() && !received.logs().isEmpty()
								&& received.metrics().stream().anyMatch((metric) -> metric.name().equals("work"))))
					.as(receiver::toString)
					.isTrue();
			});

			assertThat(receiver.rejections()).isEmpty();
			assertThat(receiver.unauthenticated()).isZero();
			assertThat(receiver.spans()).allSatisfy((span) -> assertThat(span.service()).isEqualTo("catalog"));
			assertThat(receiver.logs()).allSatisfy((log) -> assertThat(log.service()).isEqualTo("catalog"));
			assertThat(receiver.metrics()).allSatisfy((metric) -> {
				assertThat(metric.service()).isEqualTo("catalog");
				assertThat(metric.scope().getName()).isEqualTo("io.micrometer");
			});
			assertThat(output).doesNotContain(" WARN ");
		}
	}

	@ParameterizedTest
	@CsvSource({ "grpc, false", "grpc, true", "http, false", "http, true" })
	void saysThatTheKeyIsWrong(String transport, boolean tls, CapturedOutput output) {
		try (OtlpReceiver receiver = receiver(tls)) {
			application(receiver, transport, tls, "wrong-key").run((context) -> {
				Telemetry.record(context);
				// Metrics go on every 200 ms
				assertThat(receiver.await(Duration.ofSeconds(2), (received) -> false)).isFalse();
			});

			assertThat(receiver.spans()).isEmpty();
			assertThat(receiver.metrics()).isEmpty();
			assertThat(receiver.logs()).isEmpty();
			assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN ") || line.contains("ERROR")))
				.singleElement()
				.asString()
				.contains(transport.equals("grpc") ? "UNAUTHENTICATED" : "401")
				.contains("OTEL_EXPORTER_OTLP_HEADERS")
				.doesNotContain("wrong-key");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void saysOnceWhatHappensAllTheTime(String transport, CapturedOutput output) {
		try (OtlpReceiver receiver = receiver(false)) {
			Telemetry.exportingTo(receiver, transport, "wrong-key")
				.withPropertyValues("management.otlp.metrics.export.enabled=false")
				.run((context) -> {
					// An exporter that fails six times announces that it logs less
					for (int exports = 1; exports <= 10; exports++) {
						int expected = exports;
						context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("work").startSpan().end();
						assertThat(receiver.await(DEADLINE, (received) -> received.unauthenticated() >= expected))
							.isTrue();
					}
				});

			assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN ") || line.contains("ERROR")))
				.hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void saysThatTheCertificateIsNotTrusted(String transport, CapturedOutput output) {
		try (OtlpReceiver receiver = receiver(true)) {
			Telemetry.exportingTo(receiver, transport, "secret").run((context) -> Telemetry.record(context));

			assertThat(receiver.spans()).isEmpty();
			assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN ") || line.contains("ERROR")))
				.singleElement()
				.asString()
				.contains("PKIX")
				.contains("OTEL_EXPORTER_OTLP_CERTIFICATE");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void compressesMetrics(String transport) {
		try (OtlpReceiver receiver = receiver(false)) {
			Telemetry.exportingTo(receiver, transport, "secret")
				.withPropertyValues("management.otlp.metrics.export.compression-mode=gzip")
				.run(Telemetry::record);

			assertThat(receiver.metrics()).extracting(ReceivedMetric::name).contains("work");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void deliversTheLastMetricsAtTheEnd(String transport, CapturedOutput output) {
		try (OtlpReceiver receiver = receiver(false)) {
			Telemetry.exportingTo(receiver, transport, "secret")
				.withPropertyValues("management.otlp.metrics.export.step=1h")
				.run(Telemetry::record);

			assertThat(receiver.metrics()).extracting(ReceivedMetric::name).contains("work");
			assertThat(output).doesNotContain(" WARN ");
		}
	}

	@Test
	void deliversWithoutAHeader() {
		try (OtlpReceiver receiver = OtlpReceiver.start()) {
			Telemetry.exportingTo(receiver, "grpc", "").run(Telemetry::record);

			assertThat(receiver.spans()).isNotEmpty();
			assertThat(receiver.metrics()).isNotEmpty();
			assertThat(receiver.logs()).isNotEmpty();
		}
	}

	@Test
	void takesHttpWithProtobufForJson(CapturedOutput output) {
		try (OtlpReceiver receiver = OtlpReceiver.start()) {
			Telemetry.exportingTo(receiver, "http", "")
				.withVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")
				.run(Telemetry::record);

			assertThat(receiver.metrics()).isNotEmpty();
			assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN "))).singleElement()
				.asString()
				.contains("http/protobuf");
		}
	}

	@Test
	void reportsWhatIsRejected(CapturedOutput output) {
		try (OtlpReceiver receiver = OtlpReceiver.start()) {
			Telemetry.exportingTo(receiver, "grpc", "")
				.withPropertyValues(
						"management.otlp.metrics.export.histogram-flavor=base2_exponential_bucket_histogram")
				.run(Telemetry::record);

			assertThat(receiver.rejections()).isNotEmpty();
			assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN "))).singleElement()
				.asString()
				.contains("rejected 1 data points: Exponential histogram is not supported");
		}
	}

	@Test
	void saysThatTheAddressIsNone(CapturedOutput output) {
		Telemetry.exportingTo("http://localhost:1", "grpc", "")
			.withPropertyValues("management.otlp.metrics.export.url=not an address",
					"management.tracing.export.otlp.enabled=false", "management.logging.export.otlp.enabled=false")
			.run(Telemetry::record);

		assertThat(output).contains("its address cannot be used").doesNotContain("Failed to publish");
	}

	@Test
	void leavesTheSenderOfTheApplication() {
		OtlpMetricsSender sender = (request) -> {
		};
		Telemetry.exportingTo("http://localhost:1", "grpc", "")
			.withBean(OtlpMetricsSender.class, () -> sender)
			.run((context) -> assertThat(context.getBean(OtlpMetricsSender.class)).isSameAs(sender));
	}

	@Test
	void standsDownWithoutMetrics() {
		Telemetry.exportingTo("http://localhost:1", "grpc", "")
			.withPropertyValues("management.otlp.metrics.export.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OtlpMetricsSender.class));
	}

	private static OtlpReceiver receiver(boolean tls) {
		OtlpReceiver.Builder builder = OtlpReceiver.builder().apiKey("secret");
		return (tls ? builder.tls(certificates.certificate(), certificates.key()) : builder).start();
	}

	private static AspireContextRunner application(OtlpReceiver receiver, String transport, boolean tls,
			String apiKey) {
		AspireContextRunner application = Telemetry.exportingTo(receiver, transport, apiKey);
		if (!tls) {
			return application;
		}
		for (String property : List.of("management.opentelemetry.tracing.export.otlp.ssl.bundle",
				"management.opentelemetry.logging.export.otlp.ssl.bundle",
				"management.otlp.metrics.export.ssl.bundle")) {
			application = application.withPropertyValues(property + "=private");
		}
		return application.withPropertyValues(
				"spring.ssl.bundle.pem.private.truststore.certificate=file:" + certificates.authority());
	}

}
