// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;

/**
 * Spans that an application has made, and what it takes to make them.
 */
public final class Traces {

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	/**
	 * Adds what makes spans and metrics to a context.
	 */
	public <R extends AbstractApplicationContextRunner<R, ?, ?>> R in(R runner) {
		return runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class, AspireTracingAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(SpanProcessor.class, () -> SimpleSpanProcessor.create(this.exporter))
			.withPropertyValues("management.tracing.sampling.probability=1");
	}

	/**
	 * Returns the processor that collects the spans.
	 */
	public SpanProcessor processor() {
		return SimpleSpanProcessor.create(this.exporter);
	}

	/**
	 * Returns the spans that have ended, in the order of their ends.
	 */
	public List<SpanData> finished() {
		return this.exporter.getFinishedSpanItems();
	}

	/**
	 * Returns the names of the spans that have ended.
	 */
	public List<String> names() {
		return finished().stream().map(SpanData::getName).toList();
	}

	public void clear() {
		this.exporter.reset();
	}

	/**
	 * Returns the attributes of a span by their names.
	 */
	public static Map<String, Object> attributes(SpanData span) {
		return span.getAttributes()
			.asMap()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> entry.getKey().getKey(), Map.Entry::getValue));
	}

}
