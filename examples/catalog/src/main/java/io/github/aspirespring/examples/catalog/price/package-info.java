// SPDX-License-Identifier: Apache-2.0

/**
 * What products cost, told to other services over gRPC.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.price;

import org.jspecify.annotations.NullMarked;
