// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KafkaConnection} and {@link EventHubsString}.
 */
class KafkaConnectionTests {

	private static final String NAMESPACE = "Endpoint=sb://ns.servicebus.windows.net/;"
			+ "SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=c2VjcmV0+/==";

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			a:1           | -    | -    | a:1
			a:1,b:2       | -    | -    | a:1,b:2
			a:1, b:2      | -    | -    | a:1,b:2
			a             | -    | -    | a:9092
			::1:9092      | -    | -    | [::1]:9092
			-             | a    | 1    | a:1
			-             | a    | -    | a:9092
			-             | ::1  | 1    | [::1]:1
			a:1           | b    | 2    | b:2
			a:1           | b    | -    | b:1
			a:1           | a    | 1    | a:1
			a:1,b:2       | b    | 2    | a:1,b:2
			a:1,b:2       | a    | 1    | a:1,b:2
			a:1,b:2       | a    | -    | a:1,b:2
			a:1,b:2       | a    | 2    | a:2
			a:1,b:2       | c    | 3    | c:3
			a:1,b:2       | -    | 3    | a:1,b:2
			a:1           | -    | tcp://10.0.0.1:1 | a:1
			""")
	void prefersHostAndPortButKeepsListsThatContainThem(@Nullable String text, @Nullable String host,
			@Nullable String port, String brokers) {
		Map<String, String> variables = new HashMap<>();
		put(variables, "ConnectionStrings__events", text);
		put(variables, "EVENTS_HOST", host);
		put(variables, "EVENTS_PORT", port);
		Connection connection = AspireEnvironment.of(variables).connections().find("events");
		assertThat(connection).isNotNull();
		assertThat(brokers(KafkaConnection.of(connection))).isEqualTo(brokers);
	}

	@Test
	void takesProtocolFromListener() {
		assertThat(read("a:1").protocol()).isNull();
		KafkaConnection kafka = read("SASL_SSL://a:1,b:2");
		assertThat(kafka.protocol()).isEqualTo("SASL_SSL");
		assertThat(brokers(kafka)).isEqualTo("a:1,b:2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a:1,,b:2", "s3cret@a:1", "a:s3cret", "SSL://a:1,PLAINTEXT://b:2", "ssl://s3cret:1",
			"Host=a;Password=s3cret", "Endpoint=sb://ns/;SharedAccessKeyName=a",
			"Endpoint=ns;SharedAccessKeyName=a;SharedAccessKey=s3cret",
			"Endpoint=http://ns/;SharedAccessKeyName=a;SharedAccessKey=s3cret",
			"Endpoint=sb://s3cret/path/;SharedAccessKeyName=a;SharedAccessKey=s3cret",
			"Endpoint=sb://s3cret@ns/;SharedAccessKeyName=a;SharedAccessKey=s3cret",
			"Endpoint=sb://localhost:1;SharedAccessKeyName=a;SharedAccessKey=s3cret;UseDevelopmentEmulator=true" })
	void rejectsWhatItCannotReadWithoutRepeatingIt(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> read(text))
			.withMessageContaining("ConnectionStrings__events")
			.withMessageNotContaining("s3cret")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { NAMESPACE, NAMESPACE + ";EntityPath=orders",
			"Endpoint=sb://ns.servicebus.windows.net/;SharedAccessSignature=SharedAccessSignature sr=a&sig=b%3d&se=1" })
	void logsInToEventHubsWithTheConnectionString(String text) {
		KafkaConnection kafka = read(text);
		assertThat(brokers(kafka)).isEqualTo("ns.servicebus.windows.net:9093");
		assertThat(kafka.protocol()).isEqualTo("SASL_SSL");
		assertThat(eventHubs(kafka).password()).isEqualTo(text);
		assertThat(kafka.consumerGroup()).isNull();
	}

	@Test
	void logsInWithoutWhatOnlyClientsOfAzureRead() {
		KafkaConnection kafka = read(
				NAMESPACE.replace("sb://ns.servicebus.windows.net/", "https://ns.servicebus.windows.net:443/")
						+ ";EntityPath=orders;ConsumerGroup=$Default;TransportType=AmqpWebSockets;");
		assertThat(brokers(kafka)).isEqualTo("ns.servicebus.windows.net:9093");
		assertThat(eventHubs(kafka).password()).isEqualTo(NAMESPACE + ";EntityPath=orders");
		assertThat(kafka.consumerGroup()).isEqualTo("$Default");
	}

	@Test
	void printsNoSecret() {
		KafkaConnection kafka = read(NAMESPACE);
		assertThat(kafka.toString() + kafka.eventHubs()).contains("ns.servicebus.windows.net")
			.doesNotContain("c2VjcmV0");
	}

	private static EventHubsString eventHubs(KafkaConnection kafka) {
		EventHubsString eventHubs = kafka.eventHubs();
		assertThat(eventHubs).isNotNull();
		return eventHubs;
	}

	private static String brokers(KafkaConnection kafka) {
		return kafka.brokers().stream().map(HostAndPort::toString).collect(Collectors.joining(","));
	}

	private static KafkaConnection read(String text) {
		return KafkaConnection.of(Connection.of("events", new ConnectionString("ConnectionStrings__events", text)));
	}

	private static void put(Map<String, String> variables, String name, @Nullable String value) {
		if (value != null) {
			variables.put(name, value);
		}
	}

}
