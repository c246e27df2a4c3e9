// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp.diagnostics;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Analyzes what keeps Spring Boot from making an exporter: an address or a timeout that
 * OpenTelemetry does not take. The address may have credentials, which are left out.
 */
final class ExporterFailureAnalyzer implements FailureAnalyzer {

	private static final String EXPORTERS = "io.opentelemetry.exporter.otlp.";

	private static final String INVALID_ENDPOINT = "Invalid endpoint, ";

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		// Not the first bean in the chain: what needs an exporter cannot be made either
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BeanInstantiationException exporter
					&& exporter.getBeanClass().getName().startsWith(EXPORTERS)) {
				return analyze(exporter);
			}
		}
		return null;
	}

	private static @Nullable FailureAnalysis analyze(BeanInstantiationException exporter) {
		Signal signal = exporter.getBeanClass().getSimpleName().contains("Span") ? Signal.TRACES : Signal.LOGS;
		Throwable reason = exporter.getCause();
		if (reason instanceof ArithmeticException) {
			return new FailureAnalysis(
					"The exporter of " + signal.name() + " cannot be made: its timeout is too long. "
							+ "OpenTelemetry has none that never ends, which 0 stands for in a variable.",
					"Set OTEL_EXPORTER_OTLP_TIMEOUT, or " + signal.variables() + "TIMEOUT, to a number of "
							+ "milliseconds above 0; without variables, '" + signal.properties() + "timeout'.",
					exporter);
		}
		if (reason instanceof IllegalArgumentException && reason.getMessage() != null
				&& reason.getMessage().startsWith(INVALID_ENDPOINT)) {
			return new FailureAnalysis(
					"The exporter of " + signal.name() + " cannot be made: its endpoint "
							+ withoutCredentials(reason.getMessage().substring(INVALID_ENDPOINT.length())),
					"Correct OTEL_EXPORTER_OTLP_ENDPOINT, or " + signal.variables() + "ENDPOINT, to a URL such as "
							+ "http://localhost:4317; without variables, '" + signal.properties() + "endpoint'.",
					exporter);
		}
		return null;
	}

	// Both may be in a text that is no URL as well
	private static String withoutCredentials(String message) {
		int start = message.indexOf(": ") + 2;
		String endpoint = message.substring(start).split("\\?", 2)[0];
		return message.substring(0, start) + endpoint.substring(endpoint.lastIndexOf('@') + 1);
	}

	/**
	 * What a signal is called.
	 *
	 * @param name the name in a sentence
	 * @param variables what its variables begin with
	 * @param properties what its properties begin with
	 */
	private record Signal(String name, String variables, String properties) {

		private static final Signal TRACES = new Signal("traces", "OTEL_EXPORTER_OTLP_TRACES_",
				"management.opentelemetry.tracing.export.otlp.");

		private static final Signal LOGS = new Signal("logs", "OTEL_EXPORTER_OTLP_LOGS_",
				"management.opentelemetry.logging.export.otlp.");

	}

}
