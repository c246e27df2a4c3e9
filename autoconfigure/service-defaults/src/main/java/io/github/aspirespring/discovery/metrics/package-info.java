// SPDX-License-Identifier: Apache-2.0

/**
 * Metrics of service discovery.
 */
@NullMarked
package io.github.aspirespring.discovery.metrics;

import org.jspecify.annotations.NullMarked;
