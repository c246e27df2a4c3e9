// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Says that telemetry does not arrive: once for all signals, seldom, and once more when
 * it arrives again. Each exporter has its own idea of how often to complain otherwise,
 * and what they log is telemetry again.
 */
final class ExportReporter implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ExportReporter.class);

	private final long interval;

	private final LongSupplier clock;

	private final Set<Signal> watched = EnumSet.noneOf(Signal.class);

	private final Map<Signal, Outage> outages = new EnumMap<>(Signal.class);

	private final Map<Signal, Long> lost = new EnumMap<>(Signal.class);

	private final Map<Signal, Long> refused = new EnumMap<>(Signal.class);

	private final Set<String> remarks = new LinkedHashSet<>();

	private boolean announced;

	private @Nullable Long lastWarning;

	ExportReporter(Duration interval) {
		this(interval, System::nanoTime);
	}

	ExportReporter(Duration interval, LongSupplier clock) {
		this.interval = interval.toNanos();
		this.clock = clock;
	}

	/**
	 * Takes over to speak for the exporters of a signal.
	 */
	void watch(Signal signal) {
		synchronized (this) {
			this.watched.add(signal);
		}
		ExporterLogs.add(this);
	}

	synchronized boolean watches(Signal signal) {
		return this.watched.contains(signal);
	}

	/**
	 * Reports that items have not been delivered.
	 * @param signal what they are
	 * @param endpoint where they should have gone
	 * @param items how many are lost: none if the next export makes up for this one
	 * @param failure why
	 */
	void failed(Signal signal, String endpoint, int items, ExportFailure failure) {
		say(() -> {
			this.outages.put(signal, new Outage(endpoint, failure));
			this.lost.merge(signal, (long) items, Long::sum);
			return true;
		});
	}

	/**
	 * Reports that a queue is full and takes no more items. They may come one by one, so
	 * that nothing is said of them before the next export is over.
	 */
	synchronized void overflowed(Signal signal, long items) {
		(this.outages.isEmpty() ? this.refused : this.lost).merge(signal, items, Long::sum);
	}

	/**
	 * Reports that the receiver has not accepted all items.
	 */
	void rejected(Signal signal, String endpoint, long items, String reason) {
		say(() -> remark("the receiver at " + endpoint + " rejected " + items + " " + signal.unit + ": "
				+ ExportFailure.shorten(reason)));
	}

	/**
	 * Reports that items have been delivered.
	 */
	void delivered(Signal signal) {
		String message = null;
		synchronized (this) {
			Outage outage = this.outages.remove(signal);
			if (outage != null && this.outages.isEmpty()) {
				message = this.announced ? "Telemetry reaches " + outage.endpoint() + " again." + lost() : null;
				this.announced = false;
				this.lost.clear();
			}
		}
		if (message != null) {
			logger.info(message);
		}
		say(() -> !this.refused.isEmpty());
	}

	/**
	 * Speaks for no exporter any more, and says what has had to wait: not as a warning,
	 * which would be one too many in its minute.
	 */
	@Override
	public void close() {
		ExporterLogs.remove(this);
		String message = null;
		synchronized (this) {
			if (!this.refused.isEmpty() || !this.remarks.isEmpty()) {
				message = warning();
			}
		}
		if (message != null) {
			logger.info(message);
		}
	}

	private boolean remark(String remark) {
		// Of those that nobody has read yet, the first ones say enough
		if (this.remarks.size() < 3) {
			this.remarks.add(remark);
		}
		return true;
	}

	// Whoever logs must not hold the lock: what is logged may end up in an exporter
	private void say(Change change) {
		String message = null;
		synchronized (this) {
			long now = this.clock.getAsLong();
			if (change.apply() && (this.lastWarning == null || now - this.lastWarning >= this.interval)) {
				this.lastWarning = now;
				message = warning();
				this.announced |= !this.outages.isEmpty();
			}
		}
		if (message != null) {
			logger.warn(message);
		}
	}

	// What it says of the past, it says once
	private String warning() {
		List<String> sentences = new ArrayList<>();
		if (!this.outages.isEmpty()) {
			String signals = this.outages.keySet()
				.stream()
				.map((signal) -> signal.label)
				.collect(Collectors.joining(", "));
			Set<String> endpoints = values(Outage::endpoint);
			sentences.add(StringUtils.capitalize(signals) + " do not reach " + String.join(", ", endpoints) + " ("
					+ String.join("; ", values((outage) -> outage.failure().reason())) + ")." + lost());
			if (this.outages.containsKey(Signal.METRICS)) {
				sentences.add("Metrics follow when it is reached.");
			}
			sentences.addAll(values((outage) -> outage.failure().advice()));
		}
		this.refused.forEach((signal, items) -> sentences
			.add("The queue of " + signal.label + " was full and could not take " + items + " of them."));
		this.refused.clear();
		this.remarks.forEach((remark) -> sentences.add(StringUtils.capitalize(remark) + "."));
		this.remarks.clear();
		return sentences.stream().filter((sentence) -> !sentence.isEmpty()).collect(Collectors.joining(" "));
	}

	private Set<String> values(Function<Outage, String> value) {
		return this.outages.values().stream().map(value).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private String lost() {
		String items = this.lost.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() > 0)
			.map((entry) -> entry.getValue() + " " + entry.getKey().unit)
			.collect(Collectors.joining(", "));
		return items.isEmpty() ? "" : " Lost: " + items + ".";
	}

	/**
	 * The signals of telemetry.
	 */
	enum Signal {

		TRACES("traces", "spans"), METRICS("metrics", "data points"), LOGS("logs", "log records");

		private final String label;

		private final String unit;

		Signal(String label, String unit) {
			this.label = label;
			this.unit = unit;
		}

	}

	private record Outage(String endpoint, ExportFailure failure) {

	}

	private interface Change {

		/**
		 * Applies the change and returns whether it is worth a warning.
		 */
		boolean apply();

	}

}
