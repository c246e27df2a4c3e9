// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.util.List;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsRequestTests {

	@Test
	void namesTheScope() throws Exception {
		ScopeMetrics shaped = shape(ScopeMetrics.newBuilder().addMetrics(gauge()).build());

		assertThat(shaped.getScope().getName()).isEqualTo("io.micrometer");
		assertThat(shaped.getScope().getVersion()).isNotEmpty();
		assertThat(shaped.getMetricsList()).containsExactly(gauge());
	}

	@Test
	void keepsAScopeThatHasAName() throws Exception {
		ScopeMetrics metrics = ScopeMetrics.newBuilder()
			.setScope(InstrumentationScope.newBuilder().setName("shop"))
			.addMetrics(gauge())
			.build();

		assertThat(shape(metrics)).isEqualTo(metrics);
	}

	@Test
	void turnsSummariesIntoHistograms() throws Exception {
		SummaryDataPoint point = SummaryDataPoint.newBuilder()
			.setCount(3)
			.setSum(7)
			.setStartTimeUnixNano(1)
			.setTimeUnixNano(2)
			.build();
		Metric summary = Metric.newBuilder()
			.setName("tasks")
			.setUnit("milliseconds")
			.setSummary(Summary.newBuilder().addDataPoints(point))
			.build();

		Metric shaped = shape(ScopeMetrics.newBuilder().addMetrics(summary).build()).getMetrics(0);

		assertThat(shaped.getName()).isEqualTo("tasks");
		assertThat(shaped.getUnit()).isEqualTo("milliseconds");
		assertThat(shaped.getHistogram().getDataPointsList()).containsExactly(HistogramDataPoint.newBuilder()
			.setCount(3)
			.setSum(7)
			.setStartTimeUnixNano(1)
			.setTimeUnixNano(2)
			.build());
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "2, 2", "1, 2" })
	void removesBucketsThatDoNotMatchTheirBounds(int counts, int bounds) throws Exception {
		Metric shaped = shape(ScopeMetrics.newBuilder().addMetrics(histogram(counts, bounds)).build()).getMetrics(0);

		assertThat(shaped.getHistogram().getDataPointsList())
			.containsExactly(HistogramDataPoint.newBuilder().setCount(5).setSum(9).build());
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "3, 2" })
	void keepsBucketsThatMatchTheirBounds(int counts, int bounds) throws Exception {
		Metric shaped = shape(ScopeMetrics.newBuilder().addMetrics(histogram(counts, bounds)).build()).getMetrics(0);

		assertThat(shaped).isEqualTo(histogram(counts, bounds));
	}

	private static Metric gauge() {
		return Metric.newBuilder()
			.setName("gauge")
			.setGauge(Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setAsInt(1)))
			.build();
	}

	private static Metric histogram(int counts, int bounds) {
		HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder().setCount(5).setSum(9);
		for (int i = 0; i < counts; i++) {
			point.addBucketCounts(i);
		}
		for (int i = 1; i <= bounds; i++) {
			point.addExplicitBounds(i);
		}
		return Metric.newBuilder()
			.setName("histogram")
			.setHistogram(Histogram.newBuilder().addDataPoints(point))
			.build();
	}

	private static ScopeMetrics shape(ScopeMetrics metrics) throws Exception {
		ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
		request.addResourceMetricsBuilder().addScopeMetrics(metrics);
		List<ScopeMetrics> shaped = ExportMetricsServiceRequest
			.parseFrom(MetricsRequest.shape(request.build().toByteArray()))
			.getResourceMetrics(0)
			.getScopeMetricsList();
		assertThat(shaped).hasSize(1);
		return shaped.get(0);
	}

}
