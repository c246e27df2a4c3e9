// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.telemetry.otlp.ExportReporter.Signal;

/**
 * Keeps to itself what OpenTelemetry's exporters and its span processor log about
 * failures that an {@link ExportReporter} reports. What is about anything else, such as
 * exporters that an application makes on its own for another signal, is logged as ever.
 * The loggers are the JVM's, so is this.
 */
final class ExporterLogs implements Filter {

	private static final Pattern DROPPED_SPANS = Pattern.compile("BatchSpanProcessor dropped (\\d{1,9}) span.*");

	// What an exporter says of itself after a few failures: from then on it says little
	private static final String THROTTLED = "Too many log messages detected.";

	private static final List<ExportReporter> reporters = new CopyOnWriteArrayList<>();

	// A logger that nobody holds forgets its filter
	private static final List<Logger> loggers = List.of(
			Logger.getLogger("io.opentelemetry.exporter.internal.grpc.GrpcExporter"),
			Logger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter"),
			Logger.getLogger("io.opentelemetry.sdk.trace.export.BatchSpanProcessor"));

	private final @Nullable Filter next;

	private ExporterLogs(@Nullable Filter next) {
		this.next = next;
	}

	static void add(ExportReporter reporter) {
		synchronized (loggers) {
			if (reporters.isEmpty()) {
				loggers.forEach((logger) -> logger.setFilter(new ExporterLogs(logger.getFilter())));
			}
			if (!reporters.contains(reporter)) {
				reporters.add(reporter);
			}
		}
	}

	static void remove(ExportReporter reporter) {
		synchronized (loggers) {
			if (reporters.remove(reporter) && reporters.isEmpty()) {
				for (Logger logger : loggers) {
					if (logger.getFilter() instanceof ExporterLogs filter) {
						logger.setFilter(filter.next);
					}
				}
			}
		}
	}

	@Override
	public boolean isLoggable(LogRecord logRecord) {
		String message = String.valueOf(logRecord.getMessage());
		boolean reported = reports(Signal.TRACES, message, "Failed to export spans.")
				|| reports(Signal.LOGS, message, "Failed to export logs.") || dropped(message)
				|| (message.startsWith(THROTTLED) && !reporters.isEmpty());
		return !reported && (this.next == null || this.next.isLoggable(logRecord));
	}

	private static boolean reports(Signal signal, String message, String start) {
		return message.startsWith(start) && reporters.stream().anyMatch((reporter) -> reporter.watches(signal));
	}

	private static boolean dropped(String message) {
		Matcher dropped = DROPPED_SPANS.matcher(message);
		if (!dropped.matches()) {
			return false;
		}
		for (ExportReporter reporter : reporters) {
			if (reporter.watches(Signal.TRACES)) {
				reporter.overflowed(Signal.TRACES, Integer.parseInt(dropped.group(1)));
				return true;
			}
		}
		return false;
	}

}
