// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records the spans of the application that imports it. The exporter is no bean, because
 * Spring Boot would export all spans to it once more.
 */
@Configuration(proxyBeanMethods = false)
class Spans {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	@Bean
	SpanProcessor spanProcessor() {
		return SimpleSpanProcessor.create(this.exporter);
	}

	/**
	 * Returns the spans that have ended, in the order of their ends.
	 */
	List<SpanData> finished() {
		return this.exporter.getFinishedSpanItems();
	}

	/**
	 * Returns the spans of a kind that have ended.
	 */
	List<SpanData> finished(SpanKind kind) {
		return finished().stream().filter((span) -> span.getKind() == kind).toList();
	}

	/**
	 * Returns the names of the spans that have ended.
	 */
	List<String> names() {
		return finished().stream().map(SpanData::getName).toList();
	}

	void clear() {
		this.exporter.reset();
	}

	/**
	 * Waits until so many spans have ended, or more, and returns them.
	 */
	List<SpanData> await(int count) {
		await(() -> assertThat(finished()).hasSizeGreaterThanOrEqualTo(count));
		return finished();
	}

	/**
	 * Waits until something holds of the spans.
	 */
	void await(ThrowingRunnable assertion) {
		Awaitility.await().atMost(DEADLINE).untilAsserted(assertion);
	}

	/**
	 * Returns the attributes of a span by their names.
	 */
	static Map<String, Object> attributes(SpanData span) {
		return span.getAttributes()
			.asMap()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> entry.getKey().getKey(), Map.Entry::getValue));
	}

	/**
	 * Returns attributes from a text such as {@code db.system=redis, db.namespace=0}.
	 */
	static Map<String, Object> attributes(String text) {
		return Arrays.stream(text.split(", "))
			.map((attribute) -> attribute.split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1]));
	}

}
