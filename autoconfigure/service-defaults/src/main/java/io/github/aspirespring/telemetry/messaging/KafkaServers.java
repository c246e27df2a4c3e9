// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Knows the servers that the templates of Kafka are configured with, because observations
 * know the name of their template only.
 */
final class KafkaServers {

	private final BeanFactory beanFactory;

	private final Map<String, Optional<ServerAddress>> templates = new ConcurrentHashMap<>();

	KafkaServers(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Returns the first server in the configuration of a client.
	 */
	static @Nullable ServerAddress first(Map<String, Object> configuration) {
		Object servers = configuration.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
		if (servers instanceof Collection<?> several) {
			servers = several.stream().findFirst().orElse(null);
		}
		return (servers != null) ? ServerAddress.firstOf(servers.toString()) : null;
	}

	@Nullable ServerAddress ofTemplate(String beanName) {
		return this.templates.computeIfAbsent(beanName, this::find).orElse(null);
	}

	private Optional<ServerAddress> find(String beanName) {
		return (this.beanFactory.containsBean(beanName)
				&& this.beanFactory.getBean(beanName) instanceof KafkaTemplate<?, ?> template
				&& template.getProducerFactory() instanceof DefaultKafkaProducerFactory<?, ?> factory)
						? Optional.ofNullable(first(factory.getConfigurationProperties())) : Optional.empty();
	}

}
