// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * An instance of a service, as what has arrived shows it.
 *
 * @param service the name of the service
 * @param id what tells the instance from others of the service
 * @param spans how many of its spans are kept
 * @param logs how many of its log records are kept
 * @param metrics how many metrics it has, or empty if it has some and nobody counts them
 */
public record Instance(String service, String id, long spans, long logs, OptionalLong metrics) {

	/**
	 * Tells whether all signals have arrived.
	 * @return whether there are traces, logs and metrics
	 */
	public boolean isComplete() {
		return this.spans > 0 && this.logs > 0 && (this.metrics.isEmpty() || this.metrics.getAsLong() > 0);
	}

	@Override
	public String toString() {
		String metrics = this.metrics.isPresent() ? String.format(Locale.ROOT, "%,7d", this.metrics.getAsLong())
				: "   some";
		return String.format(Locale.ROOT, "%-11s %-9s %,7d spans %,7d logs %s metrics", this.service, this.id,
				this.spans, this.logs, metrics);
	}

}
