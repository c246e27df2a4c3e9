// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

import io.github.aspirespring.examples.catalog.event.ProductEvent;
import io.github.aspirespring.examples.catalog.event.ProductEvents;

/**
 * The catalogue: single products are read through the cache, every change takes the
 * product out of it, and is told to whoever wants to know.
 */
@Service
@CacheConfig(cacheNames = ProductCatalog.CACHE_NAME)
public class ProductCatalog {

	static final String CACHE_NAME = "products";

	private final ProductRepository repository;

	private final ProductEvents events;

	private final TransactionOperations transaction;

	ProductCatalog(ProductRepository repository, ProductEvents events, TransactionOperations transaction) {
		this.repository = repository;
		this.events = events;
		this.transaction = transaction;
	}

	/**
	 * Returns every product.
	 * @return the products, in the order of their identifiers
	 */
	public List<Product> findAll() {
		return this.repository.findAll();
	}

	List<Product> findAll(List<Long> ids) {
		return this.repository.findAll(ids);
	}

	/**
	 * Returns a product.
	 * @param id the identifier of the product
	 * @return the product
	 * @throws org.springframework.web.ErrorResponseException if there is none with that
	 * identifier
	 */
	@Cacheable(key = "#id")
	public Product get(long id) {
		return this.repository.findById(id).orElseThrow(() -> new ProductNotFoundException(id));
	}

	Product create(ProductDraft draft) {
		return change(ProductEvent.Type.ADDED, () -> this.repository.insert(draft));
	}

	@CacheEvict(key = "#id")
	Product replace(long id, ProductDraft draft) {
		return change(ProductEvent.Type.CHANGED,
				() -> this.repository.update(id, draft).orElseThrow(() -> new ProductNotFoundException(id)));
	}

	@CacheEvict(key = "#id")
	void delete(long id) {
		change(ProductEvent.Type.REMOVED,
				() -> this.repository.delete(id).orElseThrow(() -> new ProductNotFoundException(id)));
	}

	/*
	 * The event is safe before the change is committed, and no event, no change. What is
	 * left is an event whose change fails to commit after all. Who cannot live with that
	 * writes the event into a table, in the same transaction, and publishes it from
	 * there.
	 */
	private Product change(ProductEvent.Type type, Supplier<Product> change) {
		return this.transaction.execute((status) -> {
			Product product = change.get();
			this.events.publish(new ProductEvent(UUID.randomUUID(), type, product.id(), product.sku(), product.name(),
					product.price()));
			return product;
		});
	}

}
