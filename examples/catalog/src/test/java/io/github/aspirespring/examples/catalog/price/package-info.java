// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the prices with a real gRPC server.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.price;

import org.jspecify.annotations.NullMarked;
