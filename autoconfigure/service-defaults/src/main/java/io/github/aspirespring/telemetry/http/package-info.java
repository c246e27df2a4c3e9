// SPDX-License-Identifier: Apache-2.0

/**
 * What dashboards want to know of HTTP requests, of servers and of clients, in the words
 * of OpenTelemetry. It is added to what Spring observes, whichever client or server it
 * is, and for spans only.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/http/http-spans/">OpenTelemetry's spans of
 * HTTP</a>
 */
@NullMarked
package io.github.aspirespring.telemetry.http;

import org.jspecify.annotations.NullMarked;
