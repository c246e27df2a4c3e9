// SPDX-License-Identifier: Apache-2.0

/**
 * What the application logs, as log records of OpenTelemetry.
 */
@NullMarked
package io.github.aspirespring.telemetry.logging;

import org.jspecify.annotations.NullMarked;
