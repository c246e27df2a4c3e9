// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.view;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Views in a map.
 */
public class InMemoryProductViews implements ProductViews {

	private final Map<Long, Long> counts = new TreeMap<>();

	private boolean refusing;

	@Override
	public void count(long productId) {
		this.counts.merge(productId, 1L, Long::sum);
	}

	@Override
	public void forget(long productId) {
		this.counts.remove(productId);
	}

	@Override
	public List<Long> mostViewed() {
		if (this.refusing) {
			throw new ViewsUnavailableException(new IllegalStateException("no server"));
		}
		return this.counts.entrySet()
			.stream()
			.sorted(Map.Entry.<Long, Long>comparingByValue().reversed())
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * Says nothing about popularity from now on.
	 */
	public void refuse() {
		this.refusing = true;
	}

	/**
	 * Returns how often products were looked at.
	 * @return the number of views by the identifier of the product
	 */
	public Map<Long, Long> counts() {
		return this.counts;
	}

}
