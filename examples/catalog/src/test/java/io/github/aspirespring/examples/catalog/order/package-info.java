// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the orders without a server.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.order;

import org.jspecify.annotations.NullMarked;
