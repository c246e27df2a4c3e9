// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of the buckets that timers and summaries are exported with.
 *
 * @param enabled Whether timers and distribution summaries for which the application has
 * configured no buckets are exported over OTLP with those below.
 * @param timers Upper bounds of the buckets of timers: from 5 ms to 10 s, as
 * OpenTelemetry advises for durations, unless set.
 * @param summaries Upper bounds of the buckets of distribution summaries: from 5 to
 * 10000, OpenTelemetry's default without its bound at 0, unless set.
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration">Buckets
 * of durations</a>
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/otel/metrics/sdk/#explicit-bucket-histogram-aggregation">Default
 * buckets</a>
 */
@ConfigurationProperties(BucketProperties.PREFIX)
record BucketProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<Duration> timers,
		@DefaultValue List<Double> summaries) {

	static final String PREFIX = "aspire.telemetry.metrics.buckets";

	// Those of sizes have the same numbers as those of durations in milliseconds
	private static final double[] BOUNDS = { 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000 };

	/**
	 * Creates properties.
	 * @throws InvalidConfigurationPropertyValueException if a bound is out of range
	 */
	BucketProperties {
		check("timers", timers, timers.stream().mapToDouble(Duration::toNanos));
		check("summaries", summaries, summaries.stream().mapToDouble(Double::doubleValue));
	}

	/**
	 * Returns the bounds of timers in nanoseconds, which Micrometer counts in.
	 */
	double[] nanoseconds() {
		return this.timers.isEmpty() ? Arrays.stream(BOUNDS).map((bound) -> bound * 1_000_000).toArray()
				: this.timers.stream().mapToDouble(Duration::toNanos).toArray();
	}

	/**
	 * Returns the bounds of distribution summaries.
	 */
	double[] sizes() {
		return this.summaries.isEmpty() ? BOUNDS.clone()
				: this.summaries.stream().mapToDouble(Double::doubleValue).toArray();
	}

	private static void check(String name, Object value, DoubleStream bounds) {
		double earlier = 0;
		for (double bound : bounds.toArray()) {
			if (!(bound > earlier) || bound == Double.POSITIVE_INFINITY) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + "." + name, value,
						"The bounds must be positive and ascend.");
			}
			earlier = bound;
		}
	}

}
