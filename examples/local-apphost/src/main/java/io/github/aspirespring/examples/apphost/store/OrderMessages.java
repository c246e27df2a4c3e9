// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;

import io.github.aspirespring.examples.apphost.amqp.AmqpBroker;
import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * The queues of the orders, used behind the catalog's back.
 */
public final class OrderMessages {

	private static final String QUEUE = "orders";

	private static final String DEAD_ORDERS = "orders.dead";

	private static final long CONFIRM_MILLIS = 5_000;

	private final RabbitMqBroker broker;

	/**
	 * Creates the access.
	 * @param broker the broker of the orders
	 */
	public OrderMessages(RabbitMqBroker broker) {
		this.broker = broker;
	}

	/**
	 * Sends a message to the worker.
	 * @param body the message
	 */
	public void send(String body) {
		try (Connection connection = AmqpBroker.connect(this.broker); Channel channel = connection.createChannel()) {
			channel.confirmSelect();
			channel.basicPublish("", QUEUE, new BasicProperties.Builder().contentType("application/json").build(),
					body.getBytes(StandardCharsets.UTF_8));
			channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
		}
		catch (IOException | TimeoutException ex) {
			throw new LocalAppHostException("A message could not be sent to the worker.", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

	/**
	 * Takes a message from the queue of dead orders.
	 * @return the message, or empty if there is none
	 */
	public Optional<String> takeDead() {
		try (Connection connection = AmqpBroker.connect(this.broker); Channel channel = connection.createChannel()) {
			GetResponse response = channel.basicGet(DEAD_ORDERS, true);
			return Optional.ofNullable(response)
				.map((message) -> new String(message.getBody(), StandardCharsets.UTF_8));
		}
		catch (IOException | TimeoutException ex) {
			throw new LocalAppHostException("RabbitMQ could not be asked for dead orders.", ex);
		}
	}

}
