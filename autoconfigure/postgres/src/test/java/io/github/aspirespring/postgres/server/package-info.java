// SPDX-License-Identifier: Apache-2.0

/**
 * Tests against real PostgreSQL servers.
 */
@NullMarked
package io.github.aspirespring.postgres.server;

import org.jspecify.annotations.NullMarked;
