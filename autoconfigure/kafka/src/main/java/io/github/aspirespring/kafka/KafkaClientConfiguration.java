// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.StringUtils;

/**
 * The properties of kafka-clients that the application and a connection make together.
 * Secrets in them are of a type that prints as {@code [hidden]}.
 */
final class KafkaClientConfiguration {

	private final KafkaProperties properties;

	private final AspireKafkaConnectionDetails details;

	private final @Nullable String groupId;

	/**
	 * Creates the configuration of a connection.
	 * @param properties the properties of the application
	 * @param details the connection
	 * @param applicationName the name of the application, or nothing. It is the consumer
	 * group if neither the application nor the connection names one
	 */
	KafkaClientConfiguration(KafkaProperties properties, AspireKafkaConnectionDetails details, String applicationName) {
		this.properties = properties;
		this.details = details;
		String group = (details.consumerGroup() != null) ? details.consumerGroup() : applicationName;
		this.groupId = (details.selection() != null && StringUtils.hasText(group)) ? group : null;
	}

	/**
	 * Returns the properties of a client.
	 */
	Map<String, Object> of(KafkaClient client) {
		Map<String, Object> configuration = client.build(this.properties);
		this.details.client(client).applyTo(configuration);
		if (client == KafkaClient.CONSUMER && this.groupId != null) {
			configuration.putIfAbsent(ConsumerConfig.GROUP_ID_CONFIG, this.groupId);
		}
		return configuration;
	}

	/**
	 * Tells whether brokers are those that a client is connected to.
	 */
	boolean leadsTo(KafkaClient client, @Nullable Object bootstrapServers) {
		return this.details.client(client).bootstrapServers().equals(bootstrapServers);
	}

	/**
	 * Changes in the configuration of a client what its connection details have no place
	 * for. Spring Boot also gives a consumer the protocol that is meant for all, even
	 * where it has one of its own.
	 * @param client the client
	 * @param current what Spring Boot has configured
	 * @param update takes properties to set
	 * @param remove takes keys to remove
	 */
	void complete(KafkaClient client, Map<String, Object> current, Consumer<Map<String, Object>> update,
			Consumer<String> remove) {
		if (this.details.selection() == null) {
			return;
		}
		Map<String, Object> target = of(client);
		current.keySet()
			.stream()
			.filter((key) -> ClientConnection.isLogin(key) && !target.containsKey(key))
			.toList()
			.forEach(remove);
		Map<String, Object> changes = new HashMap<>(target);
		changes.keySet()
			.removeIf((key) -> !ClientConnection.isLogin(key) && !key.equals(ConsumerConfig.GROUP_ID_CONFIG));
		update.accept(changes);
	}

	/**
	 * Returns what Spring Boot would have made, with the login of the connection.
	 */
	KafkaAdmin admin() {
		KafkaAdmin admin = new KafkaAdmin(of(KafkaClient.ADMIN));
		KafkaProperties.Admin options = this.properties.getAdmin();
		PropertyMapper map = PropertyMapper.get();
		map.from(options::getCloseTimeout).asInt(Duration::getSeconds).to(admin::setCloseTimeout);
		map.from(options::getOperationTimeout).asInt(Duration::getSeconds).to(admin::setOperationTimeout);
		map.from(options::isFailFast).to(admin::setFatalIfBrokerNotAvailable);
		map.from(options::isModifyTopicConfigs).to(admin::setModifyTopicConfigs);
		map.from(options::isAutoCreate).to(admin::setAutoCreate);
		return admin;
	}

}
