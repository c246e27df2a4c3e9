// SPDX-License-Identifier: Apache-2.0

/**
 * Tests against real Redis servers.
 */
@NullMarked
package io.github.aspirespring.redis.server;

import org.jspecify.annotations.NullMarked;
