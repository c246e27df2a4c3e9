// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.math.BigDecimal;

/**
 * A product and what it costs.
 *
 * @param id the identifier of the product
 * @param sku the stock keeping unit
 * @param name the name shown to customers
 * @param price the price, two decimal places
 */
record Offer(long id, String sku, String name, BigDecimal price) {

	Offer(Product product, ProductPrice price) {
		this(product.id(), product.sku(), product.name(), price.price());
	}

}
