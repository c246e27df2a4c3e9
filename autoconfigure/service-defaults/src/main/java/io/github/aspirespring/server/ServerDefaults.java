// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.server;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * Listens on the port that {@code PORT} names, as an AppHost, and much else, says it.
 * Stops in time where an AppHost runs the service on the developer's machine.
 *
 * @see <a href=
 * "https://github.com/microsoft/dcp/blob/main/pkg/process/os_executor_unix.go">How
 * Aspire's orchestrator stops a process</a>: it is killed six seconds after it was asked
 * to stop
 */
final class ServerDefaults implements ApplicationDefaults {

	@Override
	public String enabledProperty() {
		return "aspire.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		Map<String, Object> defaults = new HashMap<>();
		String port = context.property("PORT");
		if (isPort(port) && !isOfConnection(context)) {
			defaults.put("server.port", port);
		}
		if (isOnDevelopersMachine(context)) {
			defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
		}
		return defaults;
	}

	// Kubernetes has variables with URLs for values, named after services
	private static boolean isPort(@Nullable String value) {
		return value != null && value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535;
	}

	// A reference with an empty connection name is injected as HOST, PORT and so on
	private static boolean isOfConnection(Context context) {
		return context.property("ConnectionStrings__") != null;
	}

	// What is published has other time to stop, and no instance id
	private static boolean isOnDevelopersMachine(Context context) {
		String endpoint = context.property("OTEL_EXPORTER_OTLP_ENDPOINT");
		String attributes = context.property("OTEL_RESOURCE_ATTRIBUTES");
		return endpoint != null
				&& endpoint.matches("https?://(([\\w-]+\\.)*localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?/?")
				&& attributes != null && attributes.contains("service.instance.id=");
	}

}
