// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

/**
 * Where orders wait for whoever carries them out.
 */
interface OrderQueue {

	/**
	 * Sends an order and waits until it is safe.
	 * @param order the order
	 * @throws OrderNotPlacedException if nobody confirmed that the order is safe
	 */
	void send(PlacedOrder order);

}
