// SPDX-License-Identifier: Apache-2.0

/**
 * Orders, taken over HTTP and left to the worker by way of RabbitMQ.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.order;

import org.jspecify.annotations.NullMarked;
