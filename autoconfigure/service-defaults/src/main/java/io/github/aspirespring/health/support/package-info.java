// SPDX-License-Identifier: Apache-2.0

/**
 * What the health endpoints need in applications of both kinds.
 */
@NullMarked
package io.github.aspirespring.health.support;

import org.jspecify.annotations.NullMarked;
