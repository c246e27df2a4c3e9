// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.event;

import org.apache.kafka.clients.admin.NewTopic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/**
 * The topic of product events. The worker declares the same one: whoever comes first
 * creates it.
 */
@Configuration(proxyBeanMethods = false)
class ProductEventConfiguration {

	static final String TOPIC = "product-events";

	@Bean
	NewTopic productEvents() {
		return TopicBuilder.name(TOPIC).build();
	}

}
