// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.util.Map;

import io.github.aspirespring.telemetry.TelemetryDefaults;

/**
 * Records all spans, as OpenTelemetry does everywhere but in Spring Boot, and keeps those
 * together that belong together where work goes on in another thread.
 */
final class TracingDefaults extends TelemetryDefaults {

	@Override
	protected Map<String, Object> telemetryDefaults(Context context) {
		if ("false".equalsIgnoreCase(context.property("aspire.telemetry.tracing.enabled"))) {
			return Map.of();
		}
		return Map.of("management.tracing.sampling.probability", "1.0", "spring.reactor.context-propagation", "auto",
				"spring.task.execution.propagate-context", "true");
	}

}
