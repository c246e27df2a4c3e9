// SPDX-License-Identifier: Apache-2.0

/**
 * What all spans have in common: which are made at all, how they end, and which of their
 * attributes are numbers.
 */
@NullMarked
package io.github.aspirespring.telemetry.tracing;

import org.jspecify.annotations.NullMarked;
