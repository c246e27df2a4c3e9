// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the AMQP broker.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.amqp;

import org.jspecify.annotations.NullMarked;
