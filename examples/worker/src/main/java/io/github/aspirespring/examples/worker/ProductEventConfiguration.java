// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import org.apache.kafka.clients.admin.NewTopic;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ExponentialBackOffWithMaxRetries;
import org.springframework.kafka.support.converter.ByteArrayJacksonJsonMessageConverter;

/**
 * The topic of product events, and what becomes of an event that cannot be appended. It
 * is tried again, for as long as an order is, unless it is no event at all, and then
 * copied, byte for byte, to the topic of dead events, where somebody has to look at it.
 */
@Configuration(proxyBeanMethods = false)
class ProductEventConfiguration {

	static final String TOPIC = "product-events";

	// Named as DeadLetterPublishingRecoverer does
	static final String DEAD_EVENTS = TOPIC + "-dlt";

	private static final int RETRIES = 4;

	@Bean
	NewTopic productEvents() {
		return TopicBuilder.name(TOPIC).build();
	}

	@Bean
	NewTopic deadProductEvents() {
		return TopicBuilder.name(DEAD_EVENTS).build();
	}

	@Bean
	ByteArrayJacksonJsonMessageConverter productEventConverter(JsonMapper jsonMapper) {
		return new ByteArrayJacksonJsonMessageConverter(jsonMapper);
	}

	@Bean
	DefaultErrorHandler productEventErrorHandler(KafkaOperations<?, ?> kafka) {
		ExponentialBackOffWithMaxRetries pauses = new ExponentialBackOffWithMaxRetries(RETRIES);
		pauses.setInitialInterval(1_000);
		pauses.setMultiplier(2);
		return new DefaultErrorHandler(new DeadLetterPublishingRecoverer(kafka), pauses);
	}

}
