// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp.diagnostics;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExporterFailureAnalyzer}, with what Spring Boot and OpenTelemetry
 * throw.
 */
class ExporterFailureAnalyzerTests {

	private final ExporterFailureAnalyzer analyzer = new ExporterFailureAnalyzer();

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void explainsAnEndpointWithoutScheme(String transport) {
		FailureAnalysis analysis = analyze("tracing", "endpoint=localhost:4317", "transport=" + transport);

		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("The exporter of traces cannot be made: its endpoint must "
				+ "start with http:// or https://: localhost:4317");
		assertThat(analysis.getAction()).contains("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
				"'management.opentelemetry.tracing.export.otlp.endpoint'");
	}

	@Test
	void namesTheSignal() {
		FailureAnalysis analysis = analyze("logging", "endpoint=localhost:4317");

		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).startsWith("The exporter of logs");
		assertThat(analysis.getAction()).contains("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
				"'management.opentelemetry.logging.export.otlp.endpoint'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://me:s3cret@collector:4317/v1?key=s3cret", "http://me:s3cret@collector:4317/a b",
			"me:s3cret@collector:4317", "http://me:p@s3cret@collector:4317/ ?key=a@s3cret" })
	void leavesCredentialsOut(String endpoint) {
		FailureAnalysis analysis = analyze("tracing", "endpoint=" + endpoint);

		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains(": collector:4317").doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void explainsATimeoutThatNeverEnds(String transport) {
		// As Spring Boot has it for a variable that says 0
		FailureAnalysis analysis = analyze("tracing", "endpoint=http://localhost:4317", "transport=" + transport,
				"timeout=" + Long.MAX_VALUE + "s");

		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("its timeout is too long");
		assertThat(analysis.getAction()).contains("OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
				"'management.opentelemetry.tracing.export.otlp.timeout'");
	}

	@Test
	void leavesOtherFailuresToOthers() {
		assertThat(this.analyzer.analyze(new IllegalArgumentException("Invalid endpoint, must be something"))).isNull();
		assertThat(analyze("tracing", "endpoint=http://localhost:4317", "compression=zip")).isNull();
	}

	private @Nullable FailureAnalysis analyze(String signal, String... properties) {
		ApplicationContextRunner application = new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class,
				OtlpLoggingAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
				OtlpTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class));
		for (String property : properties) {
			application = application
				.withPropertyValues("management.opentelemetry." + signal + ".export.otlp." + property);
		}
		AtomicReference<@Nullable FailureAnalysis> analysis = new AtomicReference<>();
		application.run((context) -> {
			Throwable failure = context.getStartupFailure();
			assertThat(failure).isNotNull();
			analysis.set(this.analyzer.analyze(failure));
		});
		return analysis.get();
	}

}
