// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

import java.util.UUID;

/**
 * An order, on its way to whoever carries it out.
 *
 * @param id the identifier of the order, by which a reader knows it again
 * @param productId the identifier of the product
 * @param quantity how many of it
 */
record PlacedOrder(UUID id, long productId, int quantity) {

}
