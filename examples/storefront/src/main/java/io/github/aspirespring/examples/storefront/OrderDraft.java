// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import org.jspecify.annotations.Nullable;

/**
 * What a client sends to place an order. Whether it makes sense, the catalog says.
 *
 * @param productId the identifier of the product
 * @param quantity how many of it
 */
record OrderDraft(@Nullable Long productId, @Nullable Integer quantity) {

}
