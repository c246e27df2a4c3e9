// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageSenderContext;

/**
 * Adds to the spans of messages what Spring AMQP does not say, or says in other words
 * than OpenTelemetry.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/messaging/rabbitmq/">Semantic conventions
 * for RabbitMQ</a>
 */
final class RabbitAttributes implements ObservationFilter {

	private static final String SYSTEM = "rabbitmq";

	private final RabbitServers servers;

	RabbitAttributes(RabbitServers servers) {
		this.servers = servers;
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		MessageSpan span = new MessageSpan(context);
		if (context instanceof RabbitMessageSenderContext sender) {
			String destination = destination(sender);
			// Spring AMQP's is a tag of metrics, too, and empty for the default exchange
			context.addHighCardinalityKeyValue(KeyValue.of("messaging.destination.name", destination));
			span.add("messaging.system", SYSTEM)
				.operation("publish", "send")
				.server(this.servers.ofTemplate(sender.getBeanName()));
			// Otherwise "/orders send", where "orders" is a queue
			if ((sender.getDestination() + " send").equals(sender.getContextualName())) {
				sender.setContextualName(destination + " send");
			}
		}
		else if (context instanceof RabbitMessageReceiverContext receiver) {
			span.add("messaging.system", SYSTEM)
				.operation("process", "process")
				.add("messaging.destination.name", receiver.getSource())
				.add("messaging.rabbitmq.destination.routing_key", routingKey(receiver.getCarrier()))
				.server(this.servers.ofListener(receiver.getListenerId()));
		}
		return context;
	}

	// By the conventions, both of them as far as there are any
	private static String destination(RabbitMessageSenderContext sender) {
		String exchange = sender.getExchange();
		String routingKey = sender.getRoutingKey();
		if (exchange.isEmpty()) {
			return routingKey.isEmpty() ? "amq.default" : routingKey;
		}
		return routingKey.isEmpty() ? exchange : exchange + ":" + routingKey;
	}

	private static String routingKey(Message message) {
		String routingKey = message.getMessageProperties().getReceivedRoutingKey();
		return (routingKey != null) ? routingKey : "";
	}

}
