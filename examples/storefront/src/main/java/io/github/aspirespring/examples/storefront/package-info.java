// SPDX-License-Identifier: Apache-2.0

/**
 * A storefront that has nothing of its own: products and orders are the catalog's, over
 * HTTP, and so are prices, over gRPC. Where the catalog is, and how many of it there are,
 * is nowhere in this code and nowhere in its configuration: the AppHost says so, and the
 * starter listens.
 */
@NullMarked
package io.github.aspirespring.examples.storefront;

import org.jspecify.annotations.NullMarked;
