// SPDX-License-Identifier: Apache-2.0

/**
 * How often products are looked at, counted in a Redis of their own.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.view;

import org.jspecify.annotations.NullMarked;
