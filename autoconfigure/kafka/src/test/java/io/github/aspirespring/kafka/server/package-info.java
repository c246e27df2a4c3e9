// SPDX-License-Identifier: Apache-2.0

/**
 * Tests against real Kafka brokers.
 */
@NullMarked
package io.github.aspirespring.kafka.server;

import org.jspecify.annotations.NullMarked;
