// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.util.List;

import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/**
 * The catalogue: single products are read through the cache, every change takes the
 * product out of it.
 */
@Service
@CacheConfig(cacheNames = ProductCatalog.CACHE_NAME)
class ProductCatalog {

	static final String CACHE_NAME = "products";

	private final ProductRepository repository;

	ProductCatalog(ProductRepository repository) {
		this.repository = repository;
	}

	List<Product> findAll() {
		return this.repository.findAll();
	}

	@Cacheable(key = "#id")
	Product get(long id) {
		return this.repository.findById(id).orElseThrow(() -> new ProductNotFoundException(id));
	}

	Product create(ProductDraft draft) {
		return this.repository.insert(draft);
	}

	@CacheEvict(key = "#id")
	Product replace(long id, ProductDraft draft) {
		return this.repository.update(id, draft).orElseThrow(() -> new ProductNotFoundException(id));
	}

	@CacheEvict(key = "#id")
	void delete(long id) {
		if (!this.repository.delete(id)) {
			throw new ProductNotFoundException(id);
		}
	}

}
