// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the views with a real Redis, and views for tests without one.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.view;

import org.jspecify.annotations.NullMarked;
