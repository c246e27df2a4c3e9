// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.trust;

import java.nio.file.Path;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.otlp.OtlpReceiver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that telemetry reaches a receiver whose certificate the AppHost names.
 */
class OtlpTrustIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	@BeforeAll
	static void createCertificates() {
		certificates = TestCertificates.create(folder, "dns:localhost,ip:127.0.0.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void trustsTheFileOfTheAppHost(String transport) {
		try (OtlpReceiver receiver = secure()) {
			export(receiver, transport, runner().withVariable("SSL_CERT_FILE", certificates.authority().toString()));
			assertReceived(receiver);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void refusesWhatIsSwitchedOff(String transport) {
		try (OtlpReceiver receiver = secure()) {
			export(receiver, transport, runner().withVariable("SSL_CERT_FILE", certificates.authority().toString())
				.withApplicationProperties("aspire.trust.enabled=false"));
			assertThat(receiver.spans()).isEmpty();
			assertThat(receiver.logs()).isEmpty();
			assertThat(receiver.metrics()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void doesWithoutTlsAsBefore(String transport) {
		try (OtlpReceiver receiver = OtlpReceiver.start()) {
			export(receiver, transport, runner().withVariable("SSL_CERT_FILE", certificates.authority().toString()));
			assertReceived(receiver);
		}
	}

	private static OtlpReceiver secure() {
		return OtlpReceiver.builder().tls(certificates.certificate(), certificates.key()).start();
	}

	// Everything is exported when the application stops, at the latest
	private static void export(OtlpReceiver receiver, String transport, AspireContextRunner runner) {
		boolean grpc = transport.equals("grpc");
		runner
			.withPropertyValues("management.opentelemetry.tracing.export.otlp.transport=" + transport,
					"management.opentelemetry.tracing.export.otlp.endpoint="
							+ (grpc ? receiver.grpcEndpoint() : receiver.httpEndpoint() + "/v1/traces"),
					"management.opentelemetry.logging.export.otlp.transport=" + transport,
					"management.opentelemetry.logging.export.otlp.endpoint="
							+ (grpc ? receiver.grpcEndpoint() : receiver.httpEndpoint() + "/v1/logs"),
					"management.otlp.metrics.export.url=" + receiver.httpEndpoint() + "/v1/metrics",
					"management.tracing.sampling.probability=1")
			.run((context) -> {
				OpenTelemetry openTelemetry = context.getBean(OpenTelemetry.class);
				openTelemetry.getTracer("test").spanBuilder("span").startSpan().end();
				openTelemetry.getLogsBridge().get("test").logRecordBuilder().setBody("log").emit();
				context.getBean(MeterRegistry.class).counter("metric").increment();
			});
	}

	private static void assertReceived(OtlpReceiver receiver) {
		assertThat(receiver.await(PATIENCE, (received) -> !received.spans().isEmpty() && !received.logs().isEmpty()
				&& !received.metrics().isEmpty()))
			.as(receiver.toString())
			.isTrue();
	}

	private static AspireContextRunner runner() {
		return new AspireContextRunner().withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireTrustAutoConfiguration.class, SslAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryLoggingAutoConfiguration.class, OtlpLoggingAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, OtlpTracingAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				OtlpMetricsExportAutoConfiguration.class));
	}

}
