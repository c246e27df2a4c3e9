// SPDX-License-Identifier: Apache-2.0

/**
 * Where the services send their telemetry, and what has arrived there: the dashboard of
 * Aspire if this machine has it or may fetch it, else a receiver that comes with the test
 * kit.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.telemetry;

import org.jspecify.annotations.NullMarked;
