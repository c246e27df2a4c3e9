// SPDX-License-Identifier: Apache-2.0

/**
 * Connects Spring AMQP to the RabbitMQ or LavinMQ resource that an AppHost references.
 */
@NullMarked
package io.github.aspirespring.rabbitmq;

import org.jspecify.annotations.NullMarked;
