// SPDX-License-Identifier: Apache-2.0

/**
 * A product catalogue, over HTTP and gRPC, that keeps its products in PostgreSQL and
 * reads them through a cache in Redis, counts in another Redis how often they are looked
 * at, tells Kafka what happens to them, and sends orders to RabbitMQ. Where these five
 * are is nowhere in this code and nowhere in its configuration: the AppHost says so, and
 * the starters listen.
 */
@NullMarked
package io.github.aspirespring.examples.catalog;

import org.jspecify.annotations.NullMarked;
