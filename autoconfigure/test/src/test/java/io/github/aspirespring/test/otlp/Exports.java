// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.util.List;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * What a service might export.
 */
final class Exports {

	private static final Resource RESOURCE = Resource.newBuilder()
		.addAttributes(attribute("service.name", "catalog"))
		.build();

	private Exports() {
	}

	static ExportTraceServiceRequest spans(Span... spans) {
		ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
		request.addResourceSpansBuilder().setResource(RESOURCE).addScopeSpansBuilder().addAllSpans(List.of(spans));
		return request.build();
	}

	static ExportMetricsServiceRequest metrics(Metric... metrics) {
		ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
		request.addResourceMetricsBuilder()
			.setResource(RESOURCE)
			.addScopeMetricsBuilder()
			.addAllMetrics(List.of(metrics));
		return request.build();
	}

	static ExportLogsServiceRequest log(String logger, String message) {
		ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
		request.addResourceLogsBuilder()
			.setResource(RESOURCE)
			.addScopeLogsBuilder()
			.setScope(InstrumentationScope.newBuilder().setName(logger))
			.addLogRecords(LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(message)));
		return request.build();
	}

	static Span span(int id) {
		return Span.newBuilder()
			.setName("GET /")
			.setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c"))
			.setSpanId(ByteString.fromHex("%016x".formatted(id)))
			.addAttributes(attribute("server.address", "localhost"))
			.build();
	}

	static Metric gauge() {
		return Metric.newBuilder()
			.setName("gauge")
			.setGauge(Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setAsInt(1)))
			.build();
	}

	static Metric summary() {
		return Metric.newBuilder()
			.setName("summary")
			.setSummary(Summary.newBuilder().addDataPoints(SummaryDataPoint.getDefaultInstance()))
			.build();
	}

	static Metric exponentialHistogram() {
		return Metric.newBuilder()
			.setName("exponential")
			.setExponentialHistogram(
					ExponentialHistogram.newBuilder().addDataPoints(ExponentialHistogramDataPoint.getDefaultInstance()))
			.build();
	}

	static Metric histogram(List<Long> counts, List<Double> bounds) {
		return Metric.newBuilder()
			.setName("histogram")
			.setHistogram(Histogram.newBuilder()
				.addDataPoints(HistogramDataPoint.newBuilder().addAllBucketCounts(counts).addAllExplicitBounds(bounds)))
			.build();
	}

	private static KeyValue attribute(String key, String value) {
		return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
	}

}
