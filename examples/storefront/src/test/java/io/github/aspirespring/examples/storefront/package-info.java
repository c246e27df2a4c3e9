// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the storefront with catalogs that serve HTTP and gRPC and do what they are
 * told.
 */
@NullMarked
package io.github.aspirespring.examples.storefront;

import org.jspecify.annotations.NullMarked;
