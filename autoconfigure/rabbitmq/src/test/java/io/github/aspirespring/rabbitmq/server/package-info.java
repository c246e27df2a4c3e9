// SPDX-License-Identifier: Apache-2.0

/**
 * Tests against a real broker.
 */
@NullMarked
package io.github.aspirespring.rabbitmq.server;

import org.jspecify.annotations.NullMarked;
