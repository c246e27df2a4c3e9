// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.net.URI;
import java.util.List;

import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.aspirespring.examples.catalog.view.ProductViews;

/**
 * The catalogue over HTTP.
 */
@RestController
@RequestMapping("/products")
class ProductController {

	private final ProductCatalog catalog;

	private final ProductViews views;

	ProductController(ProductCatalog catalog, ProductViews views) {
		this.catalog = catalog;
		this.views = views;
	}

	@GetMapping
	List<Product> list() {
		return this.catalog.findAll();
	}

	@GetMapping("/popular")
	List<Product> popular() {
		return this.catalog.findAll(this.views.mostViewed());
	}

	@GetMapping("/{id}")
	Product get(@PathVariable long id) {
		Product product = this.catalog.get(id);
		// Here and not in the catalog, which is not even asked for what is in the cache
		this.views.count(id);
		return product;
	}

	@PostMapping
	ResponseEntity<Product> create(@Valid @RequestBody ProductDraft draft, UriComponentsBuilder uri) {
		Product product = this.catalog.create(draft);
		URI location = uri.path("/products/{id}").build(product.id());
		return ResponseEntity.created(location).body(product);
	}

	@PutMapping("/{id}")
	Product replace(@PathVariable long id, @Valid @RequestBody ProductDraft draft) {
		return this.catalog.replace(id, draft);
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable long id) {
		this.catalog.delete(id);
		this.views.forget(id);
	}

}
