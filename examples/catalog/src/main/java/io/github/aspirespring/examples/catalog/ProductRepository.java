// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Where products are kept.
 */
interface ProductRepository {

	List<Product> findAll();

	/**
	 * Finds certain products.
	 * @param ids their identifiers
	 * @return those of the products that there are, in the order of the identifiers
	 */
	List<Product> findAll(List<Long> ids);

	Optional<Product> findById(long id);

	/**
	 * Adds a product.
	 * @param draft the product without its identifier
	 * @return the product as it was stored
	 * @throws DuplicateSkuException if another product has that SKU
	 */
	Product insert(ProductDraft draft);

	/**
	 * Replaces a product.
	 * @param id the identifier of the product to replace
	 * @param draft its new content
	 * @return the product as it was stored, or empty if there is none with that
	 * identifier
	 * @throws DuplicateSkuException if another product has that SKU
	 */
	Optional<Product> update(long id, ProductDraft draft);

	/**
	 * Removes a product.
	 * @param id the identifier of the product to remove
	 * @return the product that is no longer there, or empty if there was none with that
	 * identifier
	 */
	Optional<Product> delete(long id);

}
