// SPDX-License-Identifier: Apache-2.0

/**
 * Spans of messages that are sent and received, for Kafka and RabbitMQ.
 */
@NullMarked
package io.github.aspirespring.telemetry.messaging;

import org.jspecify.annotations.NullMarked;
