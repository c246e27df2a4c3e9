// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;

import io.github.aspirespring.telemetry.otlp.AspireOtlpAutoConfiguration;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.otlp.OtlpReceiver;
import io.github.aspirespring.test.otlp.ReceivedMetric;
import io.github.aspirespring.test.otlp.Rejection;

import static org.assertj.core.api.Assertions.assertThat;

class DefaultBucketsTests {

	private static final Duration ONE = Duration.ofSeconds(1);

	private final OtlpReceiver receiver = OtlpReceiver.start();

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, OtlpMetricsExportAutoConfiguration.class,
				AspireOtlpAutoConfiguration.class, AspireMetricsAutoConfiguration.class))
		.withPropertyValues("management.otlp.metrics.export.step=1h",
				"management.otlp.metrics.export.url=" + this.receiver.httpEndpoint() + "/v1/metrics");

	@AfterEach
	void close() {
		this.receiver.close();
	}

	@Test
	void areOnTimers() {
		this.runner.run((context) -> record(context.getBean(MeterRegistry.class)));

		HistogramDataPoint timer = point("timer");
		assertThat(timer.getExplicitBoundsList()).containsExactly(5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0,
				750.0, 1000.0, 2500.0, 5000.0, 7500.0, 10000.0);
		assertThat(timer.getBucketCountsList()).containsExactly(0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L,
				1L);
		assertThat(metric("timer").getHistogram().getAggregationTemporality())
			.isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
		assertThat(this.receiver.rejections()).isEmpty();
	}

	@Test
	void areOnSummaries() {
		this.runner.run((context) -> record(context.getBean(MeterRegistry.class)));

		assertThat(point("summary").getExplicitBoundsList()).containsExactly(5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0,
				500.0, 750.0, 1000.0, 2500.0, 5000.0, 7500.0, 10000.0);
	}

	@Test
	void areNotOnFunctionTimersAndTasks() {
		this.runner.run((context) -> record(context.getBean(MeterRegistry.class)));

		assertThat(point("function").getBucketCountsList()).isEmpty();
		assertThat(point("task").getBucketCountsList()).isEmpty();
		assertThat(this.receiver.rejections()).isEmpty();
	}

	@Test
	void areThoseOfTheProperties() {
		this.runner
			.withPropertyValues("aspire.telemetry.metrics.buckets.timers=1s,1m",
					"aspire.telemetry.metrics.buckets.summaries=0.5,1")
			.run((context) -> record(context.getBean(MeterRegistry.class)));

		assertThat(point("timer").getExplicitBoundsList()).containsExactly(1000.0, 60000.0);
		assertThat(point("summary").getExplicitBoundsList()).containsExactly(0.5, 1.0);
	}

	@Test
	void giveWayToThoseOfTheApplication() {
		this.runner.withPropertyValues("management.metrics.distribution.slo.timer=1s").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			record(registry);
			Timer.builder("builder").serviceLevelObjectives(Duration.ofSeconds(2)).register(registry).record(ONE);
		});

		assertThat(point("timer").getExplicitBoundsList()).containsExactly(1000.0);
		assertThat(point("builder").getExplicitBoundsList()).containsExactly(2000.0);
	}

	@Test
	void giveWayToPercentileHistograms() {
		this.runner.withPropertyValues("management.metrics.distribution.percentiles-histogram.all=true")
			.run((context) -> record(context.getBean(MeterRegistry.class)));

		assertThat(point("timer").getExplicitBoundsList()).hasSizeGreaterThan(50).doesNotContain(7500.0);
		assertThat(this.receiver.rejections()).isEmpty();
	}

	@Test
	void takeThePlaceOfPercentiles() {
		this.runner.withPropertyValues("management.metrics.distribution.percentiles.all=0.5,0.99").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			record(registry);
			LongTaskTimer.builder("percentiles").publishPercentiles(0.9).register(registry).start();
		});

		assertThat(point("timer").getExplicitBoundsList()).hasSize(14);
		assertThat(point("task").getCount()).isEqualTo(1);
		assertThat(point("percentiles").getCount()).isEqualTo(1);
		assertThat(this.receiver.metrics()).extracting(ReceivedMetric::metric).noneMatch(Metric::hasSummary);
		assertThat(this.receiver.rejections()).isEmpty();
	}

	@Test
	void areNotInOtherRegistries() {
		this.runner.withBean(SimpleMeterRegistry.class, () -> new SimpleMeterRegistry()).run((context) -> {
			record(context.getBean(MeterRegistry.class));
			Timer timer = context.getBean(SimpleMeterRegistry.class).get("timer").timer();
			assertThat(timer.takeSnapshot().histogramCounts()).isEmpty();
		});
	}

	@Test
	void areExponentialIfTheApplicationWantsThat() {
		this.runner
			.withPropertyValues("management.otlp.metrics.export.histogram-flavor=base2_exponential_bucket_histogram",
					"management.otlp.metrics.export.meter.summary.histogram-flavor=explicit_bucket_histogram")
			.run((context) -> record(context.getBean(MeterRegistry.class)));

		assertThat(this.receiver.rejections())
			.containsExactly(new Rejection("unknown_service", "timer", "Exponential histogram is not supported"));
		assertThat(point("summary").getExplicitBoundsList()).hasSize(14);
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("aspire.telemetry.metrics.buckets.enabled=false")
			.run((context) -> record(context.getBean(MeterRegistry.class)));

		assertThat(point("timer").getBucketCountsList()).isEmpty();
	}

	@Test
	void ascend() {
		for (String bounds : List.of("2s,1s", "0s,1s")) {
			this.runner.withPropertyValues("aspire.telemetry.metrics.buckets.timers=" + bounds)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageContaining("aspire.telemetry.metrics.buckets.timers"));
		}
	}

	private static void record(MeterRegistry registry) {
		registry.timer("timer").record(Duration.ofMillis(42));
		registry.timer("timer").record(Duration.ofSeconds(42));
		DistributionSummary.builder("summary").register(registry).record(42);
		registry.more().timer("function", List.of(), registry, (any) -> 1, (any) -> 2, TimeUnit.SECONDS);
		registry.more().longTaskTimer("task").start();
	}

	private HistogramDataPoint point(String name) {
		return metric(name).getHistogram().getDataPoints(0);
	}

	private Metric metric(String name) {
		Predicate<ReceivedMetric> named = (metric) -> metric.name().equals(name);
		return this.receiver.metrics().stream().filter(named).findFirst().orElseThrow().metric();
	}

}
