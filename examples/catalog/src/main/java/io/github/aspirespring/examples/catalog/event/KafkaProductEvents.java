// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.event;

import java.util.concurrent.ExecutionException;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Events of products in Kafka, as JSON. The key is the product, so that all its events
 * are in one partition and stay in order.
 */
@Component
class KafkaProductEvents implements ProductEvents {

	private final KafkaTemplate<String, ProductEvent> kafka;

	KafkaProductEvents(KafkaTemplate<String, ProductEvent> kafka) {
		this.kafka = kafka;
	}

	@Override
	public void publish(ProductEvent event) {
		try {
			// The producer's own timeouts, in application.yml, end the wait
			this.kafka.send(ProductEventConfiguration.TOPIC, Long.toString(event.productId()), event).get();
		}
		catch (KafkaException | org.apache.kafka.common.KafkaException | ExecutionException ex) {
			throw new EventNotPublishedException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EventNotPublishedException(ex);
		}
	}

}
