// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Queue;
import org.springframework.amqp.support.converter.JacksonJsonMessageConverter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The queue of orders. The worker declares the same one: whoever comes first creates it,
 * and orders wait in it for a worker that comes later.
 */
@Configuration(proxyBeanMethods = false)
class OrderQueueConfiguration {

	static final String QUEUE = "orders";

	@Bean
	Queue orders() {
		return new Queue(QUEUE);
	}

	@Bean
	JacksonJsonMessageConverter orderConverter(JsonMapper jsonMapper) {
		return new JacksonJsonMessageConverter(jsonMapper);
	}

}
