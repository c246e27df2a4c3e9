// SPDX-License-Identifier: Apache-2.0

/**
 * The health endpoints in applications of Spring WebFlux.
 */
@NullMarked
package io.github.aspirespring.health.reactive;

import org.jspecify.annotations.NullMarked;
