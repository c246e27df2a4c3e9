// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import java.util.Objects;
import java.util.UUID;

/**
 * An order as the catalog sends it. What breaks a rule here is no order: the message
 * cannot be converted, today or later.
 *
 * @param id the identifier of the order and of the message
 * @param productId the product
 * @param quantity how many of it, at least one
 */
record PlacedOrder(UUID id, long productId, int quantity) {

	PlacedOrder {
		Objects.requireNonNull(id, "an order needs an id");
		if (quantity < 1) {
			throw new IllegalArgumentException("an order needs a quantity of at least 1");
		}
	}

}
