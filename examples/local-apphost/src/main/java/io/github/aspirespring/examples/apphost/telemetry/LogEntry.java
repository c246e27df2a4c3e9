// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

/**
 * A log record that has arrived.
 *
 * @param service the service that wrote it
 * @param category the logger
 * @param severity how severe it is, from 1 to 24
 * @param message the formatted message
 * @param traceId the trace in which it was written, or empty
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber">severity
 * numbers</a>
 */
public record LogEntry(String service, String category, int severity, String message, String traceId) {

	/**
	 * The severity of information.
	 */
	public static final int INFO = 9;

}
