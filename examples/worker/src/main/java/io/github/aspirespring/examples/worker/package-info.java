// SPDX-License-Identifier: Apache-2.0

/**
 * Does what the catalog announces: takes orders from RabbitMQ and events from Kafka, and
 * writes each of them into PostgreSQL exactly once. Where the three are is nowhere in
 * this code and nowhere in its configuration: the AppHost says so, and the starters
 * listen.
 */
@NullMarked
package io.github.aspirespring.examples.worker;

import org.jspecify.annotations.NullMarked;
