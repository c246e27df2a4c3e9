// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.rabbitmq.AmqpUri.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RabbitConnection}.
 */
class RabbitConnectionTests {

	private static final String STRING = "ConnectionStrings__queue";

	@Test
	void prefersPropertiesToConnectionStringToUri() {
		Map<String, String> variables = new HashMap<>(
				Map.of("QUEUE_URI", "amqp://uri-user:uri-pw@uri:1/uri-host?heartbeat=1&channel_max=1"));
		RabbitConnection uri = connection(variables);
		assertThat(uri.endpoints()).containsExactly(new HostAndPort("uri", 1));
		assertThat(uri.username()).isEqualTo("uri-user");
		assertThat(uri.password()).isEqualTo("uri-pw");
		assertThat(uri.virtualHost()).isEqualTo("uri-host");

		variables.put(STRING, "amqp://string-user:string-pw@string:2/string-host?heartbeat=2");
		RabbitConnection string = connection(variables);
		assertThat(string.endpoints()).containsExactly(new HostAndPort("string", 2));
		assertThat(string.username()).isEqualTo("string-user");
		assertThat(string.password()).isEqualTo("string-pw");
		assertThat(string.virtualHost()).isEqualTo("string-host");
		assertThat(string.parameter(Parameter.HEARTBEAT)).isEqualTo(2);
		assertThat(string.parameter(Parameter.CHANNEL_MAX)).isEqualTo(1);

		variables.putAll(Map.of("QUEUE_HOST", "property", "QUEUE_PORT", "3", "QUEUE_USERNAME", "property-user",
				"QUEUE_PASSWORD", "property-pw"));
		RabbitConnection properties = connection(variables);
		assertThat(properties.endpoints()).containsExactly(new HostAndPort("property", 3));
		assertThat(properties.username()).isEqualTo("property-user");
		assertThat(properties.password()).isEqualTo("property-pw");
		assertThat(properties.virtualHost()).isEqualTo("string-host");
	}

	@Test
	void fillsEachGapFromTheNextSource() {
		RabbitConnection connection = connection(
				Map.of(STRING, "amqps://queue", "QUEUE_URI", "amqp://app:pw@ignored:1/team", "QUEUE_HOST", "property"));
		assertThat(connection.endpoints()).containsExactly(new HostAndPort("property", 5671));
		assertThat(connection.username()).isEqualTo("app");
		assertThat(connection.password()).isEqualTo("pw");
		assertThat(connection.virtualHost()).isEqualTo("team");
	}

	@Test
	void isEncryptedIfAnySourceSaysSo() {
		assertThat(connection(Map.of(STRING, "amqps://queue:1", "QUEUE_URI", "amqp://queue:1")).tls()).isTrue();
		assertThat(connection(Map.of(STRING, "amqp://queue:1", "QUEUE_URI", "amqps://queue:1")).tls()).isTrue();
		assertThat(connection(Map.of(STRING, "amqp://queue:1", "QUEUE_URI", "amqp://queue:1")).tls()).isFalse();
	}

	@Test
	void toleratesUriThatItDoesNotNeed() {
		RabbitConnection connection = connection(
				Map.of("QUEUE_HOST", "queue", "QUEUE_URI", "amqps://u:p@[w@queue:1:2:3"));
		assertThat(connection.endpoints()).containsExactly(new HostAndPort("queue", 5671));
		assertThat(connection.tls()).isTrue();
	}

	@Test
	void doesNotTolerateVirtualHostThatItCannotRead() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> connection(
					Map.of("QUEUE_HOST", "queue", "QUEUE_PORT", "1", "QUEUE_URI", "amqp://queue:1/team/a")))
			.withMessageContaining("QUEUE_URI")
			.withMessageContaining("%2F");
	}

	@Test
	void rejectsMalformedUriThatItNeeds() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> connection(Map.of("QUEUE_URI", "amqp://u:s3cret@queue:port")))
			.withMessageContaining("QUEUE_URI")
			.withMessageNotContaining("s3cret");
	}

	@Test
	void needsHost() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> RabbitConnection.of(connectionOf(
					Map.of("QUEUE_USERNAME", "u", "QUEUE_PORT", "1", "QUEUE_PASSWORD", "s3cret", STRING, "amqp://"))))
			.withMessageContaining(STRING)
			.withMessageNotContaining("s3cret");
	}

	@Test
	void printsNoSecret() {
		assertThat(
				connection(Map.of(STRING, "amqp://s3cret:s3cret@queue:1/s3cret?x=s3cret", "QUEUE_PASSWORD", "s3cret")))
			.hasToString("RabbitConnection[queue:1]");
	}

	private static RabbitConnection connection(Map<String, String> variables) {
		return RabbitConnection.of(connectionOf(variables));
	}

	private static Connection connectionOf(Map<String, String> variables) {
		Connection connection = AspireEnvironment.of(variables).connections().find("queue");
		assertThat(connection).isNotNull();
		return connection;
	}

}
