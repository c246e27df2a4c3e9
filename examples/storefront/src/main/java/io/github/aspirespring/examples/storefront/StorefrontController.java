// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The storefront over HTTP. Every answer names the instances of the catalog it is from.
 */
@RestController
@RequestMapping("/storefront")
class StorefrontController {

	private final Catalog catalog;

	private final Products products;

	private final Prices prices;

	StorefrontController(Catalog catalog, Products products, Prices prices) {
		this.catalog = catalog;
		this.products = products;
		this.prices = prices;
	}

	@GetMapping("/products")
	ResponseEntity<List<Product>> products() {
		return Served.of(this.catalog.products()).answer(HttpStatus.OK);
	}

	@GetMapping("/products/{id}")
	ResponseEntity<Offer> offer(@PathVariable long id) {
		return this.products.get(id).and(this.prices.get(id), Offer::new).answer(HttpStatus.OK);
	}

	@GetMapping("/prices")
	ResponseEntity<List<ProductPrice>> prices() {
		return this.prices.list().answer(HttpStatus.OK);
	}

	@PostMapping("/orders")
	ResponseEntity<PlacedOrder> order(@RequestBody OrderDraft draft) {
		return Served.of(this.catalog.place(draft)).answer(HttpStatus.ACCEPTED);
	}

}
