// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.event;

/**
 * Where events of products are told.
 */
public interface ProductEvents {

	/**
	 * Publishes an event and waits until it is safe. Events of one product are read in
	 * the order in which they were published.
	 * @param event the event
	 * @throws EventNotPublishedException if nobody confirmed that the event is safe
	 */
	void publish(ProductEvent event);

}
