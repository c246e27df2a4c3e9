// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;

/**
 * What the worker reads of an event of the catalog; the event says more. What breaks a
 * rule here is no event: the message cannot be converted, today or later.
 *
 * @param id the identifier of the event and of the message
 * @param type what happened
 * @param productId the product it happened to
 * @param price the price of the product since then, the last one if it was removed
 */
record ProductEvent(UUID id, Type type, long productId, BigDecimal price) {

	ProductEvent {
		Objects.requireNonNull(id, "an event needs an id");
		Objects.requireNonNull(type, "an event needs a type");
		Objects.requireNonNull(price, "an event needs a price");
	}

	enum Type {

		ADDED, CHANGED, REMOVED

	}

}
