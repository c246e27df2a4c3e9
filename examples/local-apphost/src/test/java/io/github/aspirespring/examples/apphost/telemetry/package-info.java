// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of where telemetry goes.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.telemetry;

import org.jspecify.annotations.NullMarked;
