// SPDX-License-Identifier: Apache-2.0

/**
 * What an Aspire AppHost injects into a process, as immutable values. Everything starts
 * at {@link io.github.aspirespring.environment.AspireEnvironment}. Nothing in here knows
 * Spring, logs, or reads the process environment by itself.
 */
@NullMarked
package io.github.aspirespring.environment;

import org.jspecify.annotations.NullMarked;
