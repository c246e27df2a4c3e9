// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CompactSpan}, with the spans of Micrometer and of OpenTelemetry.
 */
class CompactSpanTests {

	private final List<SpanData> spans = new ArrayList<>();

	@Test
	void sharesOneResource() {
		record("catalog", 3);
		Collection<SpanData> micrometers = ofMicrometer();

		List<SpanData> compact = CompactSpan.of(micrometers);

		assertThat(compact).hasSize(3).extracting(SpanData::getResource).containsOnly(compact.get(0).getResource());
		assertThat(compact).allMatch((span) -> span.getResource() == compact.get(0).getResource());
		// Both grow with the number of spans, but one of them by a resource for each
		assertThat(size(compact)).isLessThan(size(micrometers) - 2 * "catalog".length());
	}

	@Test
	void keepsResourcesApartThatDiffer() {
		record("catalog", 2);
		record("worker", 1);
		record("catalog", 1);

		assertThat(CompactSpan.of(ofMicrometer())).extracting((span) -> span.getResource().toString())
			.satisfiesExactly((resource) -> assertThat(resource).contains("catalog"),
					(resource) -> assertThat(resource).contains("catalog"),
					(resource) -> assertThat(resource).contains("worker"),
					(resource) -> assertThat(resource).contains("catalog"));
	}

	@Test
	void makesAttributesOnce() {
		record("catalog", 1);
		SpanData compact = CompactSpan.of(ofMicrometer()).get(0);

		assertThat(compact.getAttributes()).isSameAs(compact.getAttributes());
		assertThat(compact.getAttributes().asMap()).isEqualTo(this.spans.get(0).getAttributes().asMap());
	}

	@Test
	void changesNothingElse() {
		record("catalog", 1);
		Collection<SpanData> micrometers = ofMicrometer();

		// By all that a span has
		assertThat(CompactSpan.of(micrometers)).isEqualTo(List.copyOf(micrometers));
		assertThat(size(CompactSpan.of(micrometers))).isEqualTo(size(micrometers));
	}

	@Test
	void leavesSpansOfOpenTelemetryAsTheyAre() {
		record("catalog", 2);

		List<SpanData> compact = CompactSpan.of(this.spans);

		assertThat(compact).hasSize(2).allMatch((span) -> span == this.spans.get(compact.indexOf(span)));
		assertThat(compact.get(0).getTotalAttributeCount()).isEqualTo(3);
		assertThat(compact.get(0).getAttributes().size()).isEqualTo(2);
	}

	private void record(String service, int number) {
		InMemorySpanExporter recorded = InMemorySpanExporter.create();
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.setResource(Resource.builder().put("service.name", service).build())
			.setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(2).build())
			.addSpanProcessor(SimpleSpanProcessor.create(recorded))
			.build();
		Tracer tracer = provider.get("test");
		for (int i = 0; i < number; i++) {
			tracer.spanBuilder("work")
				.startSpan()
				.setAttribute("a", 1)
				.setAttribute("b", "x")
				.setAttribute("c", 2)
				.end();
		}
		this.spans.addAll(recorded.getFinishedSpanItems());
		provider.close();
	}

	private Collection<SpanData> ofMicrometer() {
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		new CompositeSpanExporter(List.of(exporter), null, null, null).export(this.spans);
		return exporter.getFinishedSpanItems();
	}

	private static int size(Collection<SpanData> spans) {
		return TraceRequestMarshaler.create(spans).getBinarySerializedSize();
	}

}
