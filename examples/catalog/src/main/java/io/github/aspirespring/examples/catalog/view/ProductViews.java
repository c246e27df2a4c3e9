// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.view;

import java.util.List;

/**
 * Where views of products are counted.
 */
public interface ProductViews {

	/**
	 * Counts a view. One that cannot be counted is logged and lost.
	 * @param productId the identifier of the product that somebody looked at
	 */
	void count(long productId);

	/**
	 * Forgets the views of a product. If that fails, it is logged and they stay.
	 * @param productId the identifier of the product
	 */
	void forget(long productId);

	/**
	 * Returns the products that were looked at most, ten of them at most.
	 * @return the identifiers of the products, the most viewed one first
	 * @throws ViewsUnavailableException if nobody knows at the moment
	 */
	List<Long> mostViewed();

}
