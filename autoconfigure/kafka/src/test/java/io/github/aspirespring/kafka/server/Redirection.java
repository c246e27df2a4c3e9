// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.core.KafkaResourceFactory;

/**
 * Leads all clients to a broker of the test, whatever they were connected to.
 *
 * @param address the broker
 */
record Redirection(String address) implements BeanPostProcessor {

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof KafkaResourceFactory factory) {
			factory.setBootstrapServersSupplier(this::address);
		}
		return bean;
	}

}
