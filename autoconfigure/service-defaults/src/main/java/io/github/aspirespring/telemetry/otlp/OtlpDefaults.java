// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.telemetry.TelemetryDefaults;

/**
 * Sends metrics as the variables of OpenTelemetry say. Without an endpoint there is
 * nobody to send them to, as there is nobody for traces and logs.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OpenTelemetry Protocol
 * Exporter</a>
 */
final class OtlpDefaults extends TelemetryDefaults {

	private static final String[] ENDPOINTS = { "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT",
			"management.otlp.metrics.export.url" };

	private static final Pattern CREDENTIALS = Pattern.compile("//[^/?#]*@");

	@Override
	protected Map<String, Object> telemetryDefaults(Context context) {
		Map<String, Object> defaults = new HashMap<>();
		if (Stream.of(ENDPOINTS).map(context::property).anyMatch(OtlpDefaults::hasCredentials)) {
			// Micrometer logs the address as it is
			defaults.put("logging.level.io.micrometer.core.instrument.push", "warn");
		}
		String disabled = context.property("OTEL_SDK_DISABLED");
		if ("true".equalsIgnoreCase(disabled) || first(context, ENDPOINTS) == null) {
			defaults.put("management.otlp.metrics.export.enabled", "false");
		}
		String protocol = first(context, "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL");
		if (protocol != null) {
			defaults.put("aspire.telemetry.metrics.transport", switch (protocol.trim().toLowerCase(Locale.ROOT)) {
				case "grpc" -> "grpc";
				case "http/json" -> "http-json";
				default -> "http";
			});
		}
		return defaults;
	}

	private static boolean hasCredentials(@Nullable String url) {
		return url != null && CREDENTIALS.matcher(url).find();
	}

	private static @Nullable String first(Context context, String... names) {
		for (String name : names) {
			String value = context.property(name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

}
