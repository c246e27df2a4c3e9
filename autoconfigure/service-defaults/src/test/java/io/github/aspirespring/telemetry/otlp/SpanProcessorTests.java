// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.exporter.TestSpanReporter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.ApplicationContext;

import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the processor that hands spans to exporters.
 */
class SpanProcessorTests {

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, AspireOtlpAutoConfiguration.class))
		.withBean(SpanExporter.class, () -> this.exporter)
		.withPropertyValues("management.tracing.sampling.probability=1",
				"management.opentelemetry.tracing.limits.max-attributes=1");

	@Test
	void exportsSpansAsTheyAre() {
		this.runner.run((context) -> {
			SpanData span = exported(context).get(0);
			assertThat(span.getName()).isEqualTo("work");
			// Micrometer's copies make it anew and do not know what has been left out
			assertThat(span.getResource()).isSameAs(span.getResource());
			assertThat(span.getTotalAttributeCount()).isEqualTo(2);
		});
	}

	@Test
	void letsApplicationChangeSpans() {
		this.runner.withBean(SpanFilter.class, () -> (span) -> span.setName("changed " + span.getName()))
			.run((context) -> assertThat(exported(context)).extracting(SpanData::getName)
				.containsExactly("changed work", "changed rest"));
	}

	@Test
	void letsApplicationRejectSpans() {
		this.runner.withBean(SpanExportingPredicate.class, () -> (span) -> !span.getName().equals("work"))
			.run((context) -> assertThat(exported(context)).extracting(SpanData::getName).containsExactly("rest"));
	}

	@Test
	void reportsSpansToApplication() {
		TestSpanReporter reporter = new TestSpanReporter();
		this.runner.withBean(SpanReporter.class, () -> reporter).run((context) -> {
			assertThat(exported(context)).hasSize(2);
			assertThat(reporter.spans()).extracting(FinishedSpan::getName).containsExactly("work", "rest");
		});
	}

	@Test
	void hasThePropertiesOfSpringBoot() {
		String export = "management.opentelemetry.tracing.export.";
		this.runner
			.withPropertyValues(export + "max-batch-size=3", export + "schedule-delay=11s", export + "timeout=13s",
					export + "include-unsampled=true")
			.run((context) -> assertThat(context.getBean(BatchSpanProcessor.class)).asString()
				.contains("exportUnsampledSpans=true", "maxExportBatchSize=3",
						"scheduleDelayNanos=" + Duration.ofSeconds(11).toNanos(),
						"exporterTimeoutNanos=" + Duration.ofSeconds(13).toNanos()));
	}

	@Test
	void leavesProcessorOfTheApplicationAlone() {
		BatchSpanProcessor processor = BatchSpanProcessor.builder(this.exporter).build();
		this.runner.withBean(BatchSpanProcessor.class, () -> processor)
			.run((context) -> assertThat(context.getBean(BatchSpanProcessor.class)).isSameAs(processor));
	}

	@Test
	void standsBackWhereSpringBootTracesNothing() {
		new AspireContextRunner().withConfiguration(AutoConfigurations.of(AspireOtlpAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("management.opentelemetry.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(BatchSpanProcessor.class));
	}

	private List<SpanData> exported(ApplicationContext context) {
		for (String name : List.of("work", "rest")) {
			context.getBean(OpenTelemetry.class)
				.getTracer("test")
				.spanBuilder(name)
				.startSpan()
				.setAttribute("a", 1)
				.setAttribute("b", 2)
				.end();
		}
		context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		return this.exporter.getFinishedSpanItems();
	}

}
