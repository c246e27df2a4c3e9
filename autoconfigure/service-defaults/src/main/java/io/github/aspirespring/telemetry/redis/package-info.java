// SPDX-License-Identifier: Apache-2.0

/**
 * Spans of Redis commands, as the dashboard reads them.
 */
@NullMarked
package io.github.aspirespring.telemetry.redis;

import org.jspecify.annotations.NullMarked;
