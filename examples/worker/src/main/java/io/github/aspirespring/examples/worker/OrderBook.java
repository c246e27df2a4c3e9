// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The orders, in PostgreSQL.
 */
@Service
class OrderBook {

	private final Inbox inbox;

	private final JdbcClient jdbc;

	OrderBook(Inbox inbox, JdbcClient jdbc) {
		this.inbox = inbox;
		this.jdbc = jdbc;
	}

	/**
	 * Enters an order, unless it is there already.
	 * @param order the order
	 */
	@Transactional
	void enter(PlacedOrder order) {
		if (this.inbox.take(order.id())) {
			this.jdbc.sql("""
					insert into customer_order (message_id, product_id, quantity)
					values (:id, :productId, :quantity)""").paramSource(order).update();
		}
	}

}
