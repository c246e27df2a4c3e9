// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Single products, from the catalog over HTTP, with the client one would use for any URL:
 * over TLS if the catalog has an endpoint with it.
 */
@Component
class Products {

	private final RestClient http;

	Products(RestClient.Builder http) {
		this.http = http.build();
	}

	Served<Product> get(long id) {
		return Served
			.of(this.http.get().uri("https+http://catalog/products/{id}", id).retrieve().toEntity(Product.class));
	}

}
