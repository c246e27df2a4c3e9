// SPDX-License-Identifier: Apache-2.0

/**
 * Connects Spring Data Redis to the Redis, Valkey or Garnet resource that an AppHost
 * references.
 */
@NullMarked
package io.github.aspirespring.redis;

import org.jspecify.annotations.NullMarked;
