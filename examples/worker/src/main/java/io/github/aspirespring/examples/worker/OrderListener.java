// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.stereotype.Component;

/**
 * Hands over the orders that RabbitMQ delivers. A message is acknowledged when the method
 * has returned, which is after the commit.
 */
@Component
class OrderListener {

	private final OrderBook orders;

	OrderListener(OrderBook orders) {
		this.orders = orders;
	}

	@RabbitListener(queues = OrderQueueConfiguration.QUEUE)
	void receive(PlacedOrder order) {
		this.orders.enter(order);
	}

}
