// SPDX-License-Identifier: Apache-2.0

/**
 * What the benchmarks add to the example.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.benchmark;

import org.jspecify.annotations.NullMarked;
