// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.util.Map;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * Defaults for telemetry, which hold unless {@code aspire.telemetry.enabled} is
 * {@code false} or the OpenTelemetry Java agent does the work.
 */
public abstract class TelemetryDefaults implements ApplicationDefaults {

	@Override
	public final String enabledProperty() {
		return "aspire.telemetry.enabled";
	}

	@Override
	public final Map<String, Object> defaults(Context context) {
		return JavaAgent.isInCharge(context) ? Map.of() : telemetryDefaults(context);
	}

	/**
	 * Returns the defaults.
	 * @param context what the application has been told
	 * @return values by property name
	 */
	protected abstract Map<String, Object> telemetryDefaults(Context context);

}
