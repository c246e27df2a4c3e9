// SPDX-License-Identifier: Apache-2.0

/**
 * What is told about RabbitMQ: whether it is there, and what spans say.
 */
@NullMarked
package io.github.aspirespring.rabbitmq.observe;

import org.jspecify.annotations.NullMarked;
