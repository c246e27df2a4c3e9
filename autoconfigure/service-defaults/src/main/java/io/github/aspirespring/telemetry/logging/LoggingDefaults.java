// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import java.util.Map;

import io.github.aspirespring.telemetry.TelemetryDefaults;

/**
 * Keeps a request with log records below the 4 MiB that the dashboard of an AppHost takes
 * at once, even when each of them has a long stack trace: Spring Boot's 512 do not.
 */
final class LoggingDefaults extends TelemetryDefaults {

	@Override
	protected Map<String, Object> telemetryDefaults(Context context) {
		return Map.of("management.opentelemetry.logging.export.max-batch-size", "128");
	}

}
