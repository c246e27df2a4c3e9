// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.boot.Integration.Recognition;
import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link RabbitIntegration}.
 */
class RabbitRecognitionTests {

	private final RabbitIntegration integration = new RabbitIntegration();

	@ParameterizedTest
	@ValueSource(strings = { "amqp://guest:pw@queue:5672", "amqps://queue", "AMQP://queue/", " amqp://queue/team",
			"amqp://a:1,b:2/team", "amqp://p@ss/w:rd@queue:5672", "amqp://" })
	void isCertainAboutItsScheme(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.CERTAIN);
		assertThat(recognize(Map.of("QUEUE_URI", text))).isEqualTo(Recognition.CERTAIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "queue", "queue:5672", "one:1,two:2", "tcp://queue:5672", "amqp:queue",
			"http://queue:15672", "Endpoint=amqp://queue:5672", "Endpoint=sb://x.servicebus.windows.net/;Key=1",
			"nats://queue:4222", "amqp+ssl://queue:5671" })
	void rejectsEverythingElse(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.NO);
	}

	@Test
	void rejectsOtherProperties() {
		assertThat(recognize(Map.of("QUEUE_HOST", "queue", "QUEUE_PORT", "5672"))).isEqualTo(Recognition.NO);
		assertThat(recognize(Map.of("ConnectionStrings__queue", "amqp://queue:1", "QUEUE_URI", "tcp://queue:1")))
			.isEqualTo(Recognition.NO);
	}

	@Test
	void hasDefaults() {
		assertThat(defaults("amqp://queue")).containsOnly(entry("spring.rabbitmq.connection-timeout", "5s"),
				entry("spring.rabbitmq.template.observation-enabled", true),
				entry("spring.rabbitmq.listener.simple.observation-enabled", true),
				entry("spring.rabbitmq.listener.direct.observation-enabled", true),
				entry("spring.rabbitmq.listener.stream.observation-enabled", true));
	}

	@Test
	void turnsParametersIntoDefaults() {
		assertThat(defaults("amqp://queue?heartbeat=7&connection_timeout=1500&channel_max=12&verify=verify_none"))
			.contains(entry("spring.rabbitmq.connection-timeout", "1500ms"),
					entry("spring.rabbitmq.requested-heartbeat", "7s"),
					entry("spring.rabbitmq.requested-channel-max", 12));
	}

	@Test
	void hasNoDefaultsForMalformedConnection() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> defaults("amqp://queue?heartbeat=soon"));
	}

	@Test
	void leavesOpenWhatTheConnectionDoesNotSay() {
		Connection silent = connection("amqp://queue/");
		assertThat(this.integration.leavesOpen(silent, RabbitIntegration.VIRTUAL_HOST)).isTrue();
		assertThat(this.integration.leavesOpen(silent, RabbitIntegration.TLS_BUNDLE)).isFalse();
		assertThat(this.integration.leavesOpen(silent, RabbitIntegration.USERNAME)).isFalse();
		Connection explicit = connection("amqps://queue/%2F");
		assertThat(this.integration.leavesOpen(explicit, RabbitIntegration.VIRTUAL_HOST)).isFalse();
		assertThat(this.integration.leavesOpen(explicit, RabbitIntegration.TLS_BUNDLE)).isTrue();
		assertThat(this.integration.leavesOpen(connection("amqp://queue:port"), RabbitIntegration.VIRTUAL_HOST))
			.isFalse();
	}

	private Recognition recognize(String text) {
		return this.integration.recognize(connection(text));
	}

	private Recognition recognize(Map<String, String> variables) {
		Connection connection = AspireEnvironment.of(variables).connections().find("queue");
		assertThat(connection).isNotNull();
		return this.integration.recognize(connection);
	}

	private Map<String, Object> defaults(String text) {
		return this.integration.defaults(Selection.of(this.integration, connection(text),
				new AspireRabbitProperties(true, null, null, 5, false, Map.of())));
	}

	private static Connection connection(String text) {
		return Connection.of("queue", new ConnectionString("ConnectionStrings__queue", text));
	}

}
