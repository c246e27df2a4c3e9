// SPDX-License-Identifier: Apache-2.0

/**
 * A receiver of traces, metrics and logs that judges them as the dashboard of an AppHost
 * does. It knows no Spring. It needs {@code io.grpc:grpc-netty},
 * {@code io.grpc:grpc-protobuf}, {@code io.grpc:grpc-stub} and
 * {@code io.opentelemetry.proto:opentelemetry-proto}, which the test kit does not bring.
 */
@NullMarked
package io.github.aspirespring.test.otlp;

import org.jspecify.annotations.NullMarked;
