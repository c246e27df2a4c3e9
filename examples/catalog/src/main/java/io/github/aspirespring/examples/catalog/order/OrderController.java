// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

import java.util.UUID;

import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.github.aspirespring.examples.catalog.ProductCatalog;

/**
 * Orders over HTTP.
 */
@RestController
@RequestMapping("/orders")
class OrderController {

	private final ProductCatalog catalog;

	private final OrderQueue orders;

	OrderController(ProductCatalog catalog, OrderQueue orders) {
		this.catalog = catalog;
		this.orders = orders;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	PlacedOrder place(@Valid @RequestBody OrderDraft draft) {
		long productId = this.catalog.get(draft.productId()).id();
		PlacedOrder order = new PlacedOrder(UUID.randomUUID(), productId, draft.quantity());
		this.orders.send(order);
		return order;
	}

}
