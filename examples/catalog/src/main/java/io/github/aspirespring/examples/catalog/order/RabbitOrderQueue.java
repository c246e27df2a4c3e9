// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.connection.CorrelationData.Confirm;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Orders in RabbitMQ. For every message the broker says whether it keeps it (publisher
 * confirms), and it hands back a message for which it has no queue (mandatory): both are
 * switched on in {@code application.yml}, and without both, an order could get lost here
 * with nobody noticing.
 */
@Component
class RabbitOrderQueue implements OrderQueue {

	private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);

	private final RabbitTemplate rabbit;

	private final Duration confirmTimeout;

	@Autowired
	RabbitOrderQueue(RabbitTemplate rabbit) {
		this(rabbit, CONFIRM_TIMEOUT);
	}

	RabbitOrderQueue(RabbitTemplate rabbit, Duration confirmTimeout) {
		this.rabbit = rabbit;
		this.confirmTimeout = confirmTimeout;
	}

	@Override
	public void send(PlacedOrder order) {
		CorrelationData correlation = new CorrelationData(order.id().toString());
		try {
			this.rabbit.convertAndSend(OrderQueueConfiguration.QUEUE, order, correlation);
			Confirm confirm = correlation.getFuture().get(this.confirmTimeout.toMillis(), TimeUnit.MILLISECONDS);
			// The broker confirms what it hands back as well, and hands it back first
			if (!confirm.ack() || correlation.getReturned() != null) {
				throw new OrderNotPlacedException("the broker did not take it");
			}
		}
		catch (AmqpException | ExecutionException ex) {
			throw new OrderNotPlacedException("the broker could not be reached", ex);
		}
		catch (TimeoutException ex) {
			throw new OrderNotPlacedException("the broker did not confirm it in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new OrderNotPlacedException("the catalog is stopping", ex);
		}
	}

}
