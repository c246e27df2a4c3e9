// SPDX-License-Identifier: Apache-2.0

/**
 * The AMQP broker: RabbitMQ itself where there is one, else one from Maven artifacts that
 * speaks the same protocol.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.amqp;

import org.jspecify.annotations.NullMarked;
