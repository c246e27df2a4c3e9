// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.HashMap;
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
 * Tests for {@link KafkaIntegration}.
 */
class KafkaRecognitionTests {

	private static final String KEY = ";SharedAccessKeyName=root;SharedAccessKey=c2VjcmV0";

	private final KafkaIntegration integration = new KafkaIntegration();

	@Test
	void isCertainAboutAddressesWithHostAndPort() {
		assertThat(recognize("events:9092", Map.of("HOST", "events", "PORT", "9092"))).isEqualTo(Recognition.CERTAIN);
		assertThat(recognize("a:1,b:2", Map.of("HOST", "a", "PORT", "1"))).isEqualTo(Recognition.CERTAIN);
	}

	@Test
	void isNotConfusedByVariablesThatOnlyLookLikeProperties() {
		assertThat(recognize("events:9092", Map.of("HOST", "events", "PORT", "9092", "HEAP_OPTS", "-Xmx1g")))
			.isEqualTo(Recognition.CERTAIN);
		assertThat(recognize("events:9092", Map.of("TOPIC", "orders"))).isEqualTo(Recognition.POSSIBLE);
		assertThat(recognize("events:9092", Map.of("PORT", "tcp://10.0.0.1:9092"))).isEqualTo(Recognition.POSSIBLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "events:9092", "a:1,b:2", "a:1, b:2", "[::1]:9092", "::1:9092", "10.0.0.1:9092",
			"PLAINTEXT://events:9092", "SASL_SSL://a:1,SASL_SSL://b:2" })
	void thinksAddressesAlonePossible(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.POSSIBLE);
	}

	@Test
	void thinksHostAndPortAlonePossibleAndNothingMore() {
		assertThat(recognize(Map.of("EVENTS_HOST", "events", "EVENTS_PORT", "9092"))).isEqualTo(Recognition.POSSIBLE);
		assertThat(recognize(Map.of("EVENTS_HOST", "events", "EVENTS_PORT", "9092", "EVENTS_PASSWORD", "pw")))
			.isEqualTo(Recognition.NO);
		assertThat(
				recognize(Map.of("EVENTS_HOST", "events", "EVENTS_PORT", "9092", "EVENTS_URI", "nats://events:9092")))
			.isEqualTo(Recognition.NO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "events", "a:1,b", "a:1,", "Host=events;Port=9092", "events:9092,password=pw",
			"events:9092/topic", "nats://events:9092", "plaintext://events:9092", "HTTP://events:9092",
			"SSL://a:1,PLAINTEXT://b:2", "events:port", "Server=events,9092", "Data Source=events" })
	void rejectsOtherConnectionStrings(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.NO);
	}

	@Test
	void rejectsAddressesOfOtherTechnologies() {
		assertThat(recognize("cache:6379", Map.of("HOST", "cache", "PORT", "6379", "URI", "redis://cache:6379")))
			.isEqualTo(Recognition.NO);
		assertThat(recognize("cache:6379", Map.of("HOST", "cache", "PORT", "6379", "PASSWORD", "pw")))
			.isEqualTo(Recognition.NO);
	}

	@Test
	void isCertainAboutEventHubsThatNamesWhatServiceBusDoesNotHave() {
		assertThat(recognize("Endpoint=sb://ns.servicebus.windows.net/" + KEY + ";EntityPath=hub;ConsumerGroup=all"))
			.isEqualTo(Recognition.CERTAIN);
		assertThat(recognize("Endpoint=sb://ns.servicebus.windows.net/" + KEY + ";EntityPath=hub",
				Map.of("EVENTHUBNAME", "hub")))
			.isEqualTo(Recognition.CERTAIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Endpoint=sb://ns.servicebus.windows.net/" + KEY,
			"endpoint=sb://ns.servicebus.windows.net/" + KEY + ";entitypath=hub",
			"Endpoint=sb://ns.servicebus.windows.net/;SharedAccessSignature=SharedAccessSignature sr=a&sig=b%3d&se=1&skn=c" })
	void thinksNamespacesWithKeyPossibleForServiceBusLooksTheSame(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.POSSIBLE);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "https://ns.servicebus.windows.net:443/", "Endpoint=https://ns.servicebus.windows.net:443/",
					"Endpoint=https://ns.servicebus.windows.net:443/;EntityPath=hub;ConsumerGroup=all",
					"Endpoint=sb://localhost:5001" + KEY + ";UseDevelopmentEmulator=true",
					"Endpoint=sb://localhost:5001" + KEY
							+ ";UseDevelopmentEmulator=True;EntityPath=hub;ConsumerGroup=all",
					"Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=root",
					"SharedAccessKeyName=a;SharedAccessKey=b", "Endpoint=http://search:7700;MasterKey=pw" })
	void rejectsAzureWithoutKeyAndTheEmulator(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.NO);
		assertThat(recognize(text, Map.of("EVENTHUBNAME", "hub"))).isEqualTo(Recognition.NO);
	}

	@Test
	void observesTemplatesAndListeners() {
		assertThat(defaults("events:9092")).containsOnly(entry("spring.kafka.template.observation-enabled", "true"),
				entry("spring.kafka.listener.observation-enabled", "true"));
	}

	@Test
	void looksAfterConnectionsBeforeEventHubsDropsThem() {
		assertThat(defaults("Endpoint=sb://ns.servicebus.windows.net/" + KEY)).contains(
				entry("spring.kafka.properties.connections.max.idle.ms", "180000"),
				entry("spring.kafka.properties.metadata.max.age.ms", "180000"));
	}

	@Test
	void hasNoDefaultsForMalformedConnection() {
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> defaults("Endpoint=ns" + KEY));
	}

	@Test
	void leavesOpenWhatTheConnectionDoesNotSay() {
		assertOpen("events:9092", true, true);
		assertOpen("SSL://events:9092", false, true);
		assertOpen("Endpoint=sb://ns.servicebus.windows.net/" + KEY, false, false);
		assertOpen("events:port", false, false);
	}

	private void assertOpen(String text, boolean protocol, boolean login) {
		for (String property : this.integration.credentialProperties()) {
			boolean open = property.contains("security.protocol") ? protocol : property.contains("sasl") && login;
			assertThat(this.integration.leavesOpen(connection(text), property)).as(property).isEqualTo(open);
		}
	}

	private Recognition recognize(String text) {
		return recognize(text, Map.of());
	}

	private Recognition recognize(String text, Map<String, String> properties) {
		if (properties.isEmpty()) {
			return this.integration.recognize(connection(text));
		}
		Map<String, String> variables = new HashMap<>(Map.of("ConnectionStrings__events", text));
		properties.forEach((name, value) -> variables.put("EVENTS_" + name, value));
		return recognize(variables);
	}

	private Recognition recognize(Map<String, String> variables) {
		Connection connection = AspireEnvironment.of(variables).connections().find("events");
		assertThat(connection).isNotNull();
		return this.integration.recognize(connection);
	}

	private Map<String, Object> defaults(String text) {
		return this.integration.defaults(Selection.of(this.integration, connection(text),
				new AspireKafkaProperties(true, null, null, Map.of())));
	}

	private static Connection connection(String text) {
		return Connection.of("events", new ConnectionString("ConnectionStrings__events", text));
	}

}
