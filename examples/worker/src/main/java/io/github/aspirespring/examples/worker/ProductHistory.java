// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What happened to products, and what they cost from then on, in PostgreSQL.
 */
@Service
class ProductHistory {

	private final Inbox inbox;

	private final JdbcClient jdbc;

	ProductHistory(Inbox inbox, JdbcClient jdbc) {
		this.inbox = inbox;
		this.jdbc = jdbc;
	}

	/**
	 * Appends an event, unless it is there already.
	 * @param event the event
	 */
	@Transactional
	void append(ProductEvent event) {
		if (this.inbox.take(event.id())) {
			this.jdbc.sql("""
					insert into product_history (message_id, product_id, event, price)
					values (:id, :productId, :event, :price)""")
				.param("id", event.id())
				.param("productId", event.productId())
				.param("event", event.type().name())
				.param("price", event.price())
				.update();
		}
	}

}
