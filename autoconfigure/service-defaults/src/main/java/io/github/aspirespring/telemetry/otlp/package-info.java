// SPDX-License-Identifier: Apache-2.0

/**
 * Brings telemetry to where OTLP is spoken: metrics by the same protocol as traces and
 * logs, and one warning about all three where nobody listens.
 */
@NullMarked
package io.github.aspirespring.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
