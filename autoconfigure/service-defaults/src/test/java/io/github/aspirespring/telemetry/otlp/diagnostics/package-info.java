// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of what keeps exporters from being made.
 */
@NullMarked
package io.github.aspirespring.telemetry.otlp.diagnostics;

import org.jspecify.annotations.NullMarked;
