// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.ApplicationContext;

import io.github.aspirespring.telemetry.metrics.AspireMetricsAutoConfiguration;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.otlp.OtlpReceiver;

/**
 * An application that exports all signals to one endpoint.
 */
final class Telemetry {

	private Telemetry() {
	}

	/**
	 * Returns an application with the properties that Spring Boot makes of the variables
	 * of an AppHost.
	 */
	static AspireContextRunner exportingTo(OtlpReceiver receiver, String transport, String apiKey) {
		return exportingTo(transport.equals("grpc") ? receiver.grpcEndpoint() : receiver.httpEndpoint(), transport,
				apiKey);
	}

	static AspireContextRunner exportingTo(String endpoint, String transport, String apiKey) {
		String tracing = "management.opentelemetry.tracing.export.";
		String logging = "management.opentelemetry.logging.export.";
		String metrics = "management.otlp.metrics.export.";
		return new AspireContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ObservationAutoConfiguration.class,
					MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					OtlpMetricsExportAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryLoggingAutoConfiguration.class, OtlpLoggingAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class, OtlpTracingAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, AspireOtlpAutoConfiguration.class,
					AspireMetricsAutoConfiguration.class))
			.withVariable("OTEL_SERVICE_NAME", "catalog")
			.withVariable("OTEL_EXPORTER_OTLP_PROTOCOL", transport)
			.withPropertyValues("spring.application.name=catalog", "management.tracing.sampling.probability=1",
					tracing + "otlp.endpoint=" + endpoint + "/v1/traces", tracing + "otlp.transport=" + transport,
					tracing + "otlp.headers.x-otlp-api-key=" + apiKey, tracing + "schedule-delay=50ms",
					logging + "otlp.endpoint=" + endpoint + "/v1/logs", logging + "otlp.transport=" + transport,
					logging + "otlp.headers.x-otlp-api-key=" + apiKey, logging + "schedule-delay=50ms",
					metrics + "url=" + endpoint + "/v1/metrics", metrics + "headers.x-otlp-api-key=" + apiKey,
					metrics + "step=200ms");
	}

	/**
	 * Records a span, a timer and a log record.
	 */
	static void record(ApplicationContext context) {
		context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("work").startSpan().end();
		context.getBean(MeterRegistry.class).timer("work").record(() -> {
		});
		context.getBean(SdkLoggerProvider.class).get("com.example.Work").logRecordBuilder().setBody("Done").emit();
	}

}
