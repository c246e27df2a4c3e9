// SPDX-License-Identifier: Apache-2.0

/**
 * Spans of what is asked of databases by R2DBC, as the dashboard reads them.
 */
@NullMarked
package io.github.aspirespring.telemetry.r2dbc;

import org.jspecify.annotations.NullMarked;
