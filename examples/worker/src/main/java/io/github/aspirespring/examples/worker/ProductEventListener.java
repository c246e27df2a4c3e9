// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hands over the events that Kafka has. The offset of an event is committed when the
 * method has returned, which is after the commit of the transaction.
 */
@Component
class ProductEventListener {

	private final ProductHistory history;

	ProductEventListener(ProductHistory history) {
		this.history = history;
	}

	@KafkaListener(topics = ProductEventConfiguration.TOPIC)
	void receive(ProductEvent event) {
		this.history.append(event);
	}

}
