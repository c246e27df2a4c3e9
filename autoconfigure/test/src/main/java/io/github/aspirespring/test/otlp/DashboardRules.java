// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard takes. Of metrics: gauges, sums, and histograms that have bounds
 * where they have buckets, and keep these. Of spans: those that it has not got yet and
 * that are not their own parents.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Dashboard/Otlp/Model/MetricValues/DimensionScope.cs">DimensionScope</a>
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Dashboard/Otlp/Model/OtlpTrace.cs">OtlpTrace</a>
 */
final class DashboardRules {

	private final Map<Series, List<Double>> bounds;

	private final Map<ByteString, Boolean> spans;

	DashboardRules(int capacity) {
		this.bounds = new BoundedMap<>(capacity);
		this.spans = new BoundedMap<>(capacity);
	}

	/**
	 * Returns why the span is rejected, or {@code null} if it is not.
	 */
	@Nullable String check(Span span) {
		if (span.getTraceId().size() != 16 || span.getSpanId().size() != 8) {
			return "A trace id has 16 bytes and a span id has 8";
		}
		if (span.getSpanId().equals(span.getParentSpanId())) {
			return "A span is not its own parent";
		}
		boolean known = this.spans.put(span.getTraceId().concat(span.getSpanId()), true) != null;
		return known ? "Duplicate span id" : null;
	}

	/**
	 * Returns the metric without the points that are rejected.
	 */
	Metric accept(ReceivedMetric received, Consumer<String> rejections) {
		Metric metric = received.metric();
		if (metric.getName().isEmpty()) {
			return none(metric, points(metric), "Instrument name is required", rejections);
		}
		return switch (metric.getDataCase()) {
			case SUMMARY -> none(metric, points(metric), "Summary is not supported", rejections);
			case EXPONENTIAL_HISTOGRAM ->
				none(metric, points(metric), "Exponential histogram is not supported", rejections);
			case HISTOGRAM -> histogram(received, rejections);
			default -> metric;
		};
	}

	private Metric histogram(ReceivedMetric received, Consumer<String> rejections) {
		Metric.Builder metric = received.metric().toBuilder();
		metric.getHistogramBuilder().clearDataPoints();
		for (HistogramDataPoint point : received.metric().getHistogram().getDataPointsList()) {
			Series series = new Series(received.resourceAttributes(), received.scope().getName(), received.name(),
					Attributes.of(point.getAttributesList()));
			List<Double> earlier = this.bounds.get(series);
			if (point.getBucketCountsCount() > 0 && point.getExplicitBoundsCount() == 0) {
				rejections.accept("Bucket counts without any explicit bounds: " + series.point());
			}
			else if (earlier != null && !earlier.equals(point.getExplicitBoundsList())) {
				rejections.accept("Buckets have changed: " + series.point());
			}
			else {
				this.bounds.put(series, List.copyOf(point.getExplicitBoundsList()));
				metric.getHistogramBuilder().addDataPoints(point);
			}
		}
		return metric.build();
	}

	private static Metric none(Metric metric, int points, String reason, Consumer<String> rejections) {
		for (int i = 0; i < points; i++) {
			rejections.accept(reason);
		}
		return metric.toBuilder().clearData().build();
	}

	/**
	 * Returns how many points a metric has.
	 */
	static int points(Metric metric) {
		return switch (metric.getDataCase()) {
			case GAUGE -> metric.getGauge().getDataPointsCount();
			case SUM -> metric.getSum().getDataPointsCount();
			case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
			case SUMMARY -> metric.getSummary().getDataPointsCount();
			case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
			default -> 0;
		};
	}

	private record Series(Map<String, String> resource, String scope, String metric, Map<String, String> point) {

	}

	/**
	 * Forgets what was put first.
	 */
	private static final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

		private static final long serialVersionUID = 1L;

		private final int capacity;

		BoundedMap(int capacity) {
			this.capacity = capacity;
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
			return size() > this.capacity;
		}

	}

}
