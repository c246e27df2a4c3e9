// SPDX-License-Identifier: Apache-2.0

/**
 * Gives metrics the shape that the dashboard shows: durations and sizes with buckets.
 */
@NullMarked
package io.github.aspirespring.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
