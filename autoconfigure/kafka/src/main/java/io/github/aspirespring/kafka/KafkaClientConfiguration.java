// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
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
	 * @param defaultGroup the consumer group if neither the application nor the
	 * connection names one, or nothing
	 */
	KafkaClientConfiguration(KafkaProperties properties, AspireKafkaConnectionDetails details, String defaultGroup) {
		this.properties = properties;
		this.details = details;
		String group = (details.consumerGroup() != null) ? details.consumerGroup() : defaultGroup;
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
		if (client == KafkaClient.ADMIN && this.details.selection() != null) {
			// There is a new client for every operation. One that looks brokers up again
			// while they are down says so thousands of times
			configuration.putIfAbsent(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
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
		Map<String, Object> configuration = of(KafkaClient.ADMIN);
		KafkaAdmin admin = (this.details.selection() != null) ? new ConnectedAdmin(configuration)
				: new KafkaAdmin(configuration);
		KafkaProperties.Admin options = this.properties.getAdmin();
		PropertyMapper map = PropertyMapper.get();
		map.from(options::getCloseTimeout).asInt(Duration::getSeconds).to(admin::setCloseTimeout);
		map.from(options::getOperationTimeout).asInt(Duration::getSeconds).to(admin::setOperationTimeout);
		map.from(options::isFailFast).to(admin::setFatalIfBrokerNotAvailable);
		map.from(options::isModifyTopicConfigs).to(admin::setModifyTopicConfigs);
		map.from(options::isAutoCreate).to(admin::setAutoCreate);
		return admin;
	}

	/**
	 * Templates and listeners that are observed ask an admin for the identifier of the
	 * cluster before every message until they know it. While no broker answers, that
	 * would take a minute each time.
	 */
	private static final class ConnectedAdmin extends KafkaAdmin {

		private static final Log logger = LogFactory.getLog(ConnectedAdmin.class);

		private static final Duration PATIENCE = Duration.ofSeconds(2);

		private static final Duration PAUSE = Duration.ofSeconds(30);

		private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

		private final AtomicLong next = new AtomicLong(System.nanoTime());

		ConnectedAdmin(Map<String, Object> configuration) {
			super(configuration);
		}

		@Override
		public @Nullable String clusterId() {
			long now = System.nanoTime();
			long due = this.next.get();
			if (getClusterId() == null && now - due >= 0 && this.next.compareAndSet(due, now + PAUSE.toNanos())) {
				lookUp();
			}
			return getClusterId();
		}

		private void lookUp() {
			Admin client = createAdmin();
			try {
				String found = client.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
				setClusterId((found != null) ? found : "null");
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException | TimeoutException ex) {
				logger.debug("The identifier of the cluster is not known yet", ex);
			}
			finally {
				client.close(CLOSE_TIMEOUT);
			}
		}

	}

}
