// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DashboardRulesTests {

	private final DashboardRules rules = new DashboardRules(10);

	@Test
	void acceptGaugesAndHistogramsWithBounds() {
		assertThat(rejections(Exports.gauge())).isEmpty();
		assertThat(rejections(Exports.histogram(List.of(1L, 0L), List.of(0.5)))).isEmpty();
	}

	@Test
	void acceptAHistogramWithoutBuckets() {
		assertThat(rejections(Exports.histogram(List.of(), List.of()))).isEmpty();
	}

	@Test
	void rejectSummaries() {
		assertThat(rejections(Exports.summary())).containsExactly("Summary is not supported");
	}

	@Test
	void rejectExponentialHistograms() {
		assertThat(rejections(Exports.exponentialHistogram()))
			.containsExactly("Exponential histogram is not supported");
	}

	@Test
	void rejectBucketsWithoutBounds() {
		assertThat(rejections(Exports.histogram(List.of(1L), List.of()))).singleElement()
			.asString()
			.startsWith("Bucket counts without any explicit bounds");
	}

	@Test
	void rejectBucketsThatChange() {
		rejections(Exports.histogram(List.of(1L, 0L), List.of(0.5)));

		assertThat(rejections(Exports.histogram(List.of(2L, 0L), List.of(0.5)))).isEmpty();
		assertThat(rejections(Exports.histogram(List.of(1L, 0L, 0L), List.of(0.5, 1.0)))).singleElement()
			.asString()
			.startsWith("Buckets have changed");
	}

	@Test
	void rejectMetricsWithoutAName() {
		assertThat(rejections(Exports.gauge().toBuilder().clearName().build()))
			.containsExactly("Instrument name is required");
	}

	@Test
	void rejectSpansWithoutIds() {
		assertThat(this.rules.check(Exports.span(1).toBuilder().clearSpanId().build())).isNotNull();
		assertThat(this.rules.check(Exports.span(1).toBuilder().clearTraceId().build())).isNotNull();
	}

	@Test
	void rejectSpansThatAreTheirOwnParents() {
		ByteString id = Exports.span(1).getSpanId();

		assertThat(this.rules.check(Exports.span(1).toBuilder().setParentSpanId(id).build())).isNotNull();
	}

	@Test
	void forgetWhatIsLongPast() {
		for (int i = 0; i <= 10; i++) {
			assertThat(this.rules.check(Exports.span(i))).isNull();
		}

		assertThat(this.rules.check(Exports.span(0))).isNull();
		assertThat(this.rules.check(Exports.span(10))).isEqualTo("Duplicate span id");
	}

	private List<String> rejections(Metric metric) {
		List<String> reasons = new ArrayList<>();
		this.rules.accept(
				new ReceivedMetric(Resource.getDefaultInstance(), InstrumentationScope.getDefaultInstance(), metric),
				reasons::add);
		return reasons;
	}

}
