// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Context;

/**
 * Hears of log records that do not fit into the queue of OpenTelemetry's processor. The
 * processor of spans logs how many it drops, this one only counts them, in a metric.
 */
final class RefusedLogRecords implements MeterProvider {

	private static final AttributeKey<Boolean> DROPPED = AttributeKey.booleanKey("dropped");

	private final LongConsumer listener;

	RefusedLogRecords(LongConsumer listener) {
		this.listener = listener;
	}

	@Override
	public Meter get(String scope) {
		return new ProcessorMeter(this.listener, MeterProvider.noop().get(scope));
	}

	@Override
	public MeterBuilder meterBuilder(String scope) {
		return MeterProvider.noop().meterBuilder(scope);
	}

	private record ProcessorMeter(LongConsumer listener, Meter none) implements Meter {

		@Override
		public LongCounterBuilder counterBuilder(String name) {
			LongCounterBuilder builder = this.none.counterBuilder(name);
			return name.equals("processedLogs") ? new RecordsBuilder(this.listener, builder) : builder;
		}

		@Override
		public LongUpDownCounterBuilder upDownCounterBuilder(String name) {
			return this.none.upDownCounterBuilder(name);
		}

		@Override
		public DoubleHistogramBuilder histogramBuilder(String name) {
			return this.none.histogramBuilder(name);
		}

		@Override
		public DoubleGaugeBuilder gaugeBuilder(String name) {
			return this.none.gaugeBuilder(name);
		}

	}

	private record RecordsBuilder(LongConsumer listener, LongCounterBuilder none) implements LongCounterBuilder {

		@Override
		public LongCounterBuilder setDescription(String description) {
			return this;
		}

		@Override
		public LongCounterBuilder setUnit(String unit) {
			return this;
		}

		@Override
		public DoubleCounterBuilder ofDoubles() {
			return this.none.ofDoubles();
		}

		@Override
		public LongCounter build() {
			return new Records(this.listener);
		}

		@Override
		public ObservableLongCounter buildWithCallback(Consumer<ObservableLongMeasurement> callback) {
			return this.none.buildWithCallback(callback);
		}

	}

	private record Records(LongConsumer listener) implements LongCounter {

		@Override
		public void add(long value) {
			add(value, Attributes.empty());
		}

		@Override
		public void add(long value, Attributes attributes) {
			if (Boolean.TRUE.equals(attributes.get(DROPPED))) {
				this.listener.accept(value);
			}
		}

		@Override
		public void add(long value, Attributes attributes, Context context) {
			add(value, attributes);
		}

	}

}
