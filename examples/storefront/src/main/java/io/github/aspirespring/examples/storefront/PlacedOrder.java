// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.util.UUID;

/**
 * An order the catalog has taken.
 *
 * @param id the identifier of the order
 * @param productId the identifier of the product
 * @param quantity how many of it
 */
record PlacedOrder(UUID id, long productId, int quantity) {

}
