// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Events that nobody is told but the test, or that cannot be published at all.
 */
public class RecordedProductEvents implements ProductEvents {

	private final List<ProductEvent> published = new ArrayList<>();

	private boolean refusing;

	@Override
	public void publish(ProductEvent event) {
		if (this.refusing) {
			throw new EventNotPublishedException(new IllegalStateException("no broker"));
		}
		this.published.add(event);
	}

	/**
	 * Publishes nothing from now on.
	 */
	public void refuse() {
		this.refusing = true;
	}

	/**
	 * Returns what was published.
	 * @return the events, in order
	 */
	public List<ProductEvent> published() {
		return this.published;
	}

}
