// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.util.Map;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * Leaves telemetry to the OpenTelemetry Java agent where it is attached. The variables of
 * OpenTelemetry are the agent's then, and Spring Boot does not export what they say a
 * second time: that takes effect before Spring Boot reads them, and so is early.
 */
final class JavaAgentDefaults implements ApplicationDefaults {

	@Override
	public String enabledProperty() {
		return "aspire.telemetry.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		return JavaAgent.isInCharge(context)
				? Map.of(JavaAgent.PROPERTY, "true", "aspire.telemetry.enabled", "false",
						"management.opentelemetry.map-environment-variables", "false",
						"management.opentelemetry.enabled", "false", "management.logging.export.enabled", "false",
						"management.otlp.metrics.export.enabled", "false", "management.tracing.export.enabled", "false")
				: Map.of();
	}

	@Override
	public boolean isEarly() {
		return true;
	}

}
