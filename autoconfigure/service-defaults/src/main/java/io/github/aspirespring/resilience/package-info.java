// SPDX-License-Identifier: Apache-2.0

/**
 * The standard resilience of HTTP clients: which settings hold for a service, and the
 * limiters, retries and circuit breakers of Resilience4j that are made of them.
 */
@NullMarked
package io.github.aspirespring.resilience;

import org.jspecify.annotations.NullMarked;
