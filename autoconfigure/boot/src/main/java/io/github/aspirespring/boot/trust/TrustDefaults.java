// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * Takes the certificates from the variables of OpenSSL, which AppHosts set, and has
 * telemetry use them where it is sent over TLS.
 *
 * @see <a href="https://docs.openssl.org/3.0/man7/openssl-env/">Environment variables of
 * OpenSSL</a>
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">Environment
 * variables of OpenTelemetry</a>
 */
final class TrustDefaults implements ApplicationDefaults {

	static final String FILE = "aspire.trust.certificate-file";

	static final String DIRECTORIES = "aspire.trust.certificate-directories";

	// By what says where the signal goes. Spring Boot makes properties of the variables,
	// before or after this
	private static final Map<List<String>, String> SIGNALS = Map.of(
			List.of("management.opentelemetry.logging.export.otlp.endpoint", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"),
			"management.opentelemetry.logging.export.otlp.ssl.bundle",
			List.of("management.opentelemetry.tracing.export.otlp.endpoint", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"),
			"management.opentelemetry.tracing.export.otlp.ssl.bundle",
			List.of("management.otlp.metrics.export.url", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"),
			"management.otlp.metrics.export.ssl.bundle");

	@Override
	public String enabledProperty() {
		return "aspire.trust.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		Map<String, Object> defaults = new HashMap<>();
		String file = context.property("SSL_CERT_FILE");
		if (file != null) {
			defaults.put(FILE, file);
		}
		String directories = context.property("SSL_CERT_DIR");
		if (directories != null) {
			List<String> paths = Stream.of(directories.split(File.pathSeparator))
				.filter((path) -> !path.isBlank())
				.toList();
			for (int i = 0; i < paths.size(); i++) {
				defaults.put(DIRECTORIES + "[" + i + "]", paths.get(i));
			}
		}
		if (!defaults.isEmpty() || isSet(context)) {
			SIGNALS.forEach((endpoint, bundle) -> {
				if (isSecure(context, endpoint)) {
					defaults.put(bundle, AspireSslBundle.NAME);
				}
			});
		}
		return defaults;
	}

	private static boolean isSet(Context context) {
		return Stream.of(FILE, DIRECTORIES, DIRECTORIES + "[0]")
			.anyMatch((property) -> context.property(property) != null);
	}

	private static boolean isSecure(Context context, List<String> endpoint) {
		return Stream.concat(endpoint.stream(), Stream.of("OTEL_EXPORTER_OTLP_ENDPOINT"))
			.map(context::property)
			.filter(Objects::nonNull)
			.findFirst()
			.filter((url) -> url.toLowerCase(Locale.ROOT).startsWith("https:"))
			.isPresent();
	}

}
