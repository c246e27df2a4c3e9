// SPDX-License-Identifier: Apache-2.0

/**
 * What dashboards want to know of gRPC calls, of servers and of clients, in the words of
 * OpenTelemetry, and for spans only.
 *
 * @see <a href= "https://opentelemetry.io/docs/specs/semconv/rpc/grpc/">OpenTelemetry's
 * spans of gRPC</a>
 */
@NullMarked
package io.github.aspirespring.telemetry.rpc;

import org.jspecify.annotations.NullMarked;
