// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * Makes the metrics of Micrometer what the dashboard shows. It groups them by their
 * scope, which Micrometer leaves out; and it rejects summaries, and histograms whose
 * buckets do not match their bounds: of these the count and the sum are left, as
 * Micrometer has it for a timer without buckets.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Dashboard/Otlp/Model/OtlpResource.cs">OtlpResource</a>
 */
final class MetricsRequest {

	private static final InstrumentationScope SCOPE = scope(
			OtlpMeterRegistry.class.getPackage().getImplementationVersion());

	private MetricsRequest() {
	}

	static ByteString shape(byte[] metrics) throws InvalidProtocolBufferException {
		ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.parseFrom(metrics).toBuilder();
		request.getResourceMetricsBuilderList()
			.forEach((resource) -> resource.getScopeMetricsBuilderList().forEach(MetricsRequest::shape));
		return request.build().toByteString();
	}

	private static void shape(ScopeMetrics.Builder scope) {
		if (scope.getScope().getName().isEmpty()) {
			scope.setScope(SCOPE);
		}
		for (int i = 0; i < scope.getMetricsCount(); i++) {
			Metric metric = scope.getMetrics(i);
			if (metric.hasSummary()) {
				scope.setMetrics(i, histogram(metric));
			}
			else if (metric.hasHistogram()
					&& !metric.getHistogram().getDataPointsList().stream().allMatch(MetricsRequest::isBounded)) {
				scope.setMetrics(i, bounded(metric));
			}
		}
	}

	private static Metric histogram(Metric metric) {
		Histogram.Builder histogram = Histogram.newBuilder()
			.setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
		for (SummaryDataPoint point : metric.getSummary().getDataPointsList()) {
			histogram.addDataPoints(HistogramDataPoint.newBuilder()
				.addAllAttributes(point.getAttributesList())
				.setStartTimeUnixNano(point.getStartTimeUnixNano())
				.setTimeUnixNano(point.getTimeUnixNano())
				.setCount(point.getCount())
				.setSum(point.getSum()));
		}
		return metric.toBuilder().setHistogram(histogram).build();
	}

	private static Metric bounded(Metric metric) {
		Metric.Builder bounded = metric.toBuilder();
		bounded.getHistogramBuilder()
			.getDataPointsBuilderList()
			.stream()
			.filter((point) -> !isBounded(point.build()))
			.forEach((point) -> point.clearBucketCounts().clearExplicitBounds());
		return bounded.build();
	}

	private static boolean isBounded(HistogramDataPoint point) {
		return point.getBucketCountsCount() == 0 || (point.getExplicitBoundsCount() > 0
				&& point.getBucketCountsCount() == point.getExplicitBoundsCount() + 1);
	}

	private static InstrumentationScope scope(@Nullable String version) {
		InstrumentationScope.Builder scope = InstrumentationScope.newBuilder().setName("io.micrometer");
		return ((version != null) ? scope.setVersion(version) : scope).build();
	}

}
