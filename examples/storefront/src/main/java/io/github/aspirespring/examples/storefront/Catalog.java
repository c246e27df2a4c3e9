// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.util.List;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The catalog over HTTP.
 */
interface Catalog {

	@GetExchange("/products")
	ResponseEntity<List<Product>> products();

	/**
	 * Places an order. An order that may have arrived is not sent again.
	 * @param draft the order
	 * @return the order, safe
	 */
	@PostExchange("/orders")
	ResponseEntity<PlacedOrder> place(@RequestBody OrderDraft draft);

}
