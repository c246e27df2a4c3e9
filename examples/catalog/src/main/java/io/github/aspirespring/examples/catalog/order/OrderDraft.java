// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a client sends to place an order.
 *
 * @param productId the identifier of the product
 * @param quantity how many of it
 */
record OrderDraft(@NotNull Long productId, @NotNull @Min(1) @Max(1_000) Integer quantity) {

}
