// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.event;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * Something that happened to a product, and the product since then.
 *
 * @param id the identifier of the event, by which a reader knows it again
 * @param type what happened
 * @param productId the identifier of the product
 * @param sku the stock keeping unit
 * @param name the name shown to customers
 * @param price the price, the last one if the product was removed
 */
public record ProductEvent(UUID id, Type type, long productId, String sku, String name, BigDecimal price) {

	/**
	 * What can happen to a product.
	 */
	public enum Type {

		/**
		 * There is a new product.
		 */
		ADDED,

		/**
		 * The product is another than before, its price perhaps.
		 */
		CHANGED,

		/**
		 * The product is no longer on sale.
		 */
		REMOVED

	}

}
