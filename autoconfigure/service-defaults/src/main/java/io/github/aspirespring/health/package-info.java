// SPDX-License-Identifier: Apache-2.0

/**
 * The health of the application for those who run it: {@code /health} and {@code /alive},
 * within a bound whatever happens to the servers that the application depends on.
 */
@NullMarked
package io.github.aspirespring.health;

import org.jspecify.annotations.NullMarked;
