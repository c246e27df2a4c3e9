// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.util.Map;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * Leaves telemetry to the OpenTelemetry Java agent where it is attached.
 */
final class JavaAgentDefaults implements ApplicationDefaults {

	@Override
	public String enabledProperty() {
		return "aspire.telemetry.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		return JavaAgent.isActive(context)
				? Map.of("aspire.telemetry.enabled", "false", "management.opentelemetry.enabled", "false",
						"management.otlp.metrics.export.enabled", "false", "management.tracing.export.enabled", "false")
				: Map.of();
	}

}
