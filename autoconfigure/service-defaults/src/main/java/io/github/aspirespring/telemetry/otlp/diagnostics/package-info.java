// SPDX-License-Identifier: Apache-2.0

/**
 * Explains why an application does not start.
 */
@NullMarked
package io.github.aspirespring.telemetry.otlp.diagnostics;

import org.jspecify.annotations.NullMarked;
