// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.registry.otlp.HistogramFlavor;
import io.micrometer.registry.otlp.OtlpConfig;

import org.springframework.util.ObjectUtils;

/**
 * Gives timers and distribution summaries buckets where the application has configured
 * none: the dashboard computes its percentiles from them. Percentiles that the
 * application has configured are left to other registries, for OTLP has them in summaries
 * only, which the dashboard rejects.
 */
final class DefaultBuckets implements MeterFilter {

	private final MeterFilter application;

	private final OtlpConfig config;

	private final double[] timers;

	private final double[] summaries;

	/**
	 * Creates a filter.
	 * @param application what the properties of the application say, which is applied
	 * after this filter
	 * @param config whether exponential histograms are wanted
	 * @param buckets the bounds
	 */
	DefaultBuckets(MeterFilter application, OtlpConfig config, BucketProperties buckets) {
		this.application = application;
		this.config = config;
		this.timers = buckets.nanoseconds();
		this.summaries = buckets.sizes();
	}

	@Override
	public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		DistributionStatisticConfig.Builder added = DistributionStatisticConfig.builder().percentiles();
		DistributionStatisticConfig configured = this.application.configure(id, config);
		if (configured == null || !hasBuckets(configured)) {
			if (isExponential(id)) {
				added.percentilesHistogram(isDistribution(id));
			}
			else {
				added.serviceLevelObjectives(bounds(id));
			}
		}
		return added.build().merge(config);
	}

	private static boolean hasBuckets(DistributionStatisticConfig config) {
		return Boolean.TRUE.equals(config.isPercentileHistogram())
				|| !ObjectUtils.isEmpty(config.getServiceLevelObjectiveBoundaries());
	}

	private static boolean isDistribution(Meter.Id id) {
		return id.getType() == Meter.Type.TIMER || id.getType() == Meter.Type.DISTRIBUTION_SUMMARY;
	}

	private double[] bounds(Meter.Id id) {
		return switch (id.getType()) {
			case TIMER -> this.timers;
			case DISTRIBUTION_SUMMARY -> this.summaries;
			// The tasks of a long task timer come and go: its buckets are no distribution
			default -> new double[0];
		};
	}

	// As the registry looks it up: the longest name in the map that the name begins with
	private boolean isExponential(Meter.Id id) {
		HistogramFlavor flavor = null;
		String name = id.getName();
		while (flavor == null && !name.isEmpty()) {
			flavor = this.config.histogramFlavorPerMeter().get(name);
			name = name.substring(0, Math.max(name.lastIndexOf('.'), 0));
		}
		return ((flavor != null) ? flavor
				: this.config.histogramFlavor()) == HistogramFlavor.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM;
	}

}
