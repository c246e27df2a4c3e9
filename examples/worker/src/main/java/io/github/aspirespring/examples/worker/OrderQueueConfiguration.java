// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import java.util.List;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.retry.MessageRecoverer;
import org.springframework.amqp.rabbit.retry.RepublishMessageRecovererWithConfirms;
import org.springframework.amqp.support.converter.JacksonJsonMessageConverter;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.boot.amqp.autoconfigure.RabbitListenerRetrySettingsCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The queue of orders, and what becomes of an order that cannot be entered. It is tried
 * again as often as {@code application.yml} says, unless it is no order at all, and then
 * moved to the queue of dead orders, where somebody has to look at it.
 * <p>
 * The worker moves it, not a dead-letter exchange of the queue: so the queue needs no
 * arguments, any AMQP 0-9-1 broker will do, and the catalog can declare the same queue
 * without knowing about this. Nothing gets lost on the way. The order leaves its queue
 * when the broker has confirmed that it is in the other one.
 */
@Configuration(proxyBeanMethods = false)
class OrderQueueConfiguration {

	static final String QUEUE = "orders";

	static final String DEAD_ORDERS = "orders.dead";

	@Bean
	Queue orders() {
		return new Queue(QUEUE);
	}

	@Bean
	Queue deadOrders() {
		return new Queue(DEAD_ORDERS);
	}

	@Bean
	JacksonJsonMessageConverter orderConverter(JsonMapper jsonMapper) {
		return new JacksonJsonMessageConverter(jsonMapper);
	}

	@Bean
	RabbitListenerRetrySettingsCustomizer noOrderIsNeverTriedAgain() {
		return (settings) -> settings.setExceptionExcludes(List.of(MessageConversionException.class));
	}

	@Bean
	MessageRecoverer deadOrderRecoverer(RabbitTemplate rabbit) {
		return new RepublishMessageRecovererWithConfirms(rabbit, "", DEAD_ORDERS, ConfirmType.CORRELATED);
	}

}
