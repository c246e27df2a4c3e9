// SPDX-License-Identifier: Apache-2.0

/**
 * Connects JDBC and R2DBC to the PostgreSQL servers and databases that an AppHost
 * references.
 */
@NullMarked
package io.github.aspirespring.postgres;

import org.jspecify.annotations.NullMarked;
