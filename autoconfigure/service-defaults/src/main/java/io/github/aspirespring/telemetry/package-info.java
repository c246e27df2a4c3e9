// SPDX-License-Identifier: Apache-2.0

/**
 * Traces, metrics and logs for the dashboard of an AppHost, and for every other backend
 * that speaks OTLP: what Spring Boot's OpenTelemetry lacks for it.
 */
@NullMarked
package io.github.aspirespring.telemetry;

import org.jspecify.annotations.NullMarked;
