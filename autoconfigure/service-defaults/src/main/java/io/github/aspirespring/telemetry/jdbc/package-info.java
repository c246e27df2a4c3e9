// SPDX-License-Identifier: Apache-2.0

/**
 * Spans of what is asked of databases by JDBC.
 */
@NullMarked
package io.github.aspirespring.telemetry.jdbc;

import org.jspecify.annotations.NullMarked;
