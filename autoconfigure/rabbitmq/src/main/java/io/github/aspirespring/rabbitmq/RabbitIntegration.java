// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.aspirespring.boot.Integration;
import io.github.aspirespring.boot.IntegrationProperties;
import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.rabbitmq.AmqpUri.Parameter;

/**
 * RabbitMQ and LavinMQ, which speak one protocol and whose resources look the same.
 */
final class RabbitIntegration implements Integration {

	static final String ID = "rabbitmq";

	static final String USERNAME = "spring.rabbitmq.username";

	static final String PASSWORD = "spring.rabbitmq.password";

	static final String VIRTUAL_HOST = "spring.rabbitmq.virtual-host";

	static final String TLS_ENABLED = "spring.rabbitmq.ssl.enabled";

	static final String TLS_BUNDLE = "spring.rabbitmq.ssl.bundle";

	static final String STREAM_HOST = "spring.rabbitmq.stream.host";

	static final String STREAM_USERNAME = "spring.rabbitmq.stream.username";

	static final String STREAM_PASSWORD = "spring.rabbitmq.stream.password";

	static final String STREAM_VIRTUAL_HOST = "spring.rabbitmq.stream.virtual-host";

	private static final String DEFAULT_CONNECTION_TIMEOUT = "5s";

	@Override
	public String id() {
		return ID;
	}

	@Override
	public String displayName() {
		return "RabbitMQ";
	}

	@Override
	public Class<? extends IntegrationProperties> propertiesType() {
		return AspireRabbitProperties.class;
	}

	@Override
	public List<String> locationProperties() {
		return List.of("spring.rabbitmq.addresses", "spring.rabbitmq.host", "spring.rabbitmq.port");
	}

	@Override
	public List<String> credentialProperties() {
		return List.of(USERNAME, PASSWORD, VIRTUAL_HOST, TLS_ENABLED, TLS_BUNDLE, STREAM_HOST, STREAM_USERNAME,
				STREAM_PASSWORD, STREAM_VIRTUAL_HOST);
	}

	@Override
	public boolean leavesOpen(Connection connection, String property) {
		try {
			RabbitConnection rabbit = RabbitConnection.of(connection);
			return (property.equals(VIRTUAL_HOST) && rabbit.virtualHost() == null)
					|| (property.equals(TLS_BUNDLE) && rabbit.tls());
		}
		catch (MalformedConnectionException ex) {
			return false;
		}
	}

	/**
	 * The connection string of a RabbitMQ resource is its URI. An address without a
	 * scheme says nothing about who speaks there, and leads to Redis or Kafka.
	 */
	@Override
	public Recognition recognize(Connection connection) {
		String uri = connection.properties().get("URI");
		ConnectionString string = connection.connectionString();
		String text = (uri == null && string != null) ? string.value() : uri;
		return AmqpUri.matches(text) ? Recognition.CERTAIN : Recognition.NO;
	}

	/**
	 * The driver waits a minute for a connection, in which it holds a lock that every
	 * other user of the connection waits for.
	 */
	@Override
	public Map<String, Object> defaults(Selection selection) {
		RabbitConnection rabbit = RabbitConnection.of(selection.connection());
		Map<String, Object> defaults = new HashMap<>();
		RabbitConnectionSettings settings = selection.settings(RabbitConnectionSettings.class);
		Integer timeout = rabbit.parameter(Parameter.CONNECTION_TIMEOUT);
		String injected = (timeout != null) ? timeout + "ms" : DEFAULT_CONNECTION_TIMEOUT;
		defaults.put("spring.rabbitmq.connection-timeout",
				(settings.connectionTimeout() != null) ? settings.connectionTimeout().toString() : injected);
		if (settings.channelCacheSize() != null) {
			defaults.put("spring.rabbitmq.cache.channel.size", settings.channelCacheSize());
		}
		Integer heartbeat = rabbit.parameter(Parameter.HEARTBEAT);
		if (heartbeat != null) {
			defaults.put("spring.rabbitmq.requested-heartbeat", heartbeat + "s");
		}
		Integer channels = rabbit.parameter(Parameter.CHANNEL_MAX);
		if (channels != null) {
			defaults.put("spring.rabbitmq.requested-channel-max", channels);
		}
		defaults.put("spring.rabbitmq.template.observation-enabled", true);
		List.of("simple", "direct", "stream")
			.forEach((type) -> defaults.put("spring.rabbitmq.listener." + type + ".observation-enabled", true));
		return defaults;
	}

}
