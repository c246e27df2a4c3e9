// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Products in a map, which counts how often a single one was read.
 */
class InMemoryProductRepository implements ProductRepository {

	private final Map<Long, Product> products = new TreeMap<>();

	private long lastId;

	private int reads;

	@Override
	public List<Product> findAll() {
		return List.copyOf(this.products.values());
	}

	@Override
	public List<Product> findAll(List<Long> ids) {
		return ids.stream().flatMap((id) -> Optional.ofNullable(this.products.get(id)).stream()).toList();
	}

	@Override
	public Optional<Product> findById(long id) {
		this.reads++;
		return Optional.ofNullable(this.products.get(id));
	}

	@Override
	public Product insert(ProductDraft draft) {
		return store(++this.lastId, draft);
	}

	@Override
	public Optional<Product> update(long id, ProductDraft draft) {
		return this.products.containsKey(id) ? Optional.of(store(id, draft)) : Optional.empty();
	}

	@Override
	public Optional<Product> delete(long id) {
		return Optional.ofNullable(this.products.remove(id));
	}

	int reads() {
		return this.reads;
	}

	private Product store(long id, ProductDraft draft) {
		if (this.products.values().stream().anyMatch((other) -> other.id() != id && other.sku().equals(draft.sku()))) {
			throw new DuplicateSkuException(draft.sku(), null);
		}
		Product product = new Product(id, draft.sku(), draft.name(), draft.price());
		this.products.put(id, product);
		return product;
	}

}
