// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.plain.PlainLoginModule;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaConnection} and {@link EventHubsString} with made-up texts.
 */
class KafkaGrammarTests {

	private static final String SOURCE = "ConnectionStrings__events";

	@Property
	void readsBackWhatWasWritten(@ForAll("brokers") List<HostAndPort> brokers, @ForAll boolean listener) {
		String prefix = listener ? "SSL://" : "";
		String text = brokers.stream().map((broker) -> prefix + broker).collect(Collectors.joining(","));
		KafkaConnection kafka = KafkaConnection.of(connection(text));
		assertThat(kafka.brokers()).isEqualTo(brokers);
		assertThat(kafka.protocol()).isEqualTo(listener ? "SSL" : null);
		assertThat(KafkaConnection.areBrokers(new ConnectionString(SOURCE, text))).isTrue();
	}

	@Property
	void keepsListsOfWhichHostAndPortAreOne(@ForAll("brokers") List<HostAndPort> brokers) {
		String text = brokers.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
		for (HostAndPort broker : brokers) {
			AspireEnvironment
				.of(Map.of(SOURCE, text, "EVENTS_HOST", broker.host(), "EVENTS_PORT", String.valueOf(broker.port())))
				.connections()
				.forEach((connection) -> assertThat(KafkaConnection.of(connection).brokers()).isEqualTo(brokers));
		}
	}

	@Property
	void saysAnyPasswordInTheWordsOfJaas(@ForAll("passwords") String password) {
		EventHubsString eventHubs = new EventHubsString(new HostAndPort("ns", 9093), password, null);
		JaasContext context = JaasContext
			.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(eventHubs.jaas())));
		assertThat(context.configurationEntries()).singleElement().satisfies((entry) -> {
			assertThat(entry.getLoginModuleName()).isEqualTo(PlainLoginModule.class.getName());
			assertThat(entry.getOptions()).isEqualTo(Map.of("username", "$ConnectionString", "password", password));
		});
	}

	@Property
	void readsBackKeys(@ForAll("keys") String key, @ForAll boolean path) {
		String text = "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=" + key
				+ (path ? ";EntityPath=orders" : "");
		EventHubsString eventHubs = EventHubsString.parse(new ConnectionString(SOURCE, text + ";ConsumerGroup=all"));
		assertThat(eventHubs.password()).isEqualTo(text);
		assertThat(eventHubs.consumerGroup()).isEqualTo("all");
	}

	@Property
	void failsInOneWayOnly(@ForAll("texts") String text) {
		Connection connection = connection(text);
		try {
			assertThat(KafkaConnection.of(connection).brokers()).isNotEmpty();
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex.source()).isEqualTo(SOURCE);
		}
		KafkaIntegration integration = new KafkaIntegration();
		assertThat(integration.recognize(connection)).isNotNull();
		integration.credentialProperties().forEach((property) -> integration.leavesOpen(connection, property));
	}

	@Property
	void neverTellsWhatItReads(@ForAll("texts") String before, @ForAll("texts") String after) {
		String secret = "q7Xs3cretZ9";
		String text = "Endpoint=sb://ns/" + before + ";SharedAccessKeyName=" + secret + ";SharedAccessKey=" + secret
				+ after + ";" + secret + "=" + secret;
		try {
			assertThat(KafkaConnection.of(connection(text)).toString()).doesNotContain(secret);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex).hasMessageNotContaining(secret).hasNoCause();
		}
	}

	@Provide
	Arbitrary<List<HostAndPort>> brokers() {
		Arbitrary<String> hosts = Arbitraries.of("localhost", "kafka.dev.internal", "10.0.0.1", "::1", "2001:db8::2");
		Arbitrary<HostAndPort> broker = Combinators.combine(hosts, Arbitraries.integers().between(1, 65535))
			.as(HostAndPort::new);
		return broker.list().ofMinSize(1).ofMaxSize(4).uniqueElements();
	}

	@Provide
	Arbitrary<String> passwords() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(30), texts(), Arbitraries.of("\\", "\"", "\\\"",
				"\\n", "\n", "\r", "\t", "a;b", "'", "//", "/*", "#", "\\u0041", "\\101", "\\x41", "${file:a:b}"));
	}

	@Provide
	Arbitrary<String> keys() {
		return Arbitraries.strings()
			.withChars("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/")
			.ofMinLength(1)
			.ofMaxLength(44)
			.map((key) -> key + "=");
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries
			.of(",", "=", ":", ";", "@", "/", "?", "#", "%", "[", "]", "\"", "'", " ", "a", "1", "localhost", "9092",
					"Endpoint", "sb://", "ns", "SharedAccessKeyName", "SharedAccessKey", "SharedAccessSignature",
					"EntityPath", "ConsumerGroup", "UseDevelopmentEmulator", "true", "PLAINTEXT://", "SASL_SSL://",
					"::1", "ü")
			.list()
			.ofMaxSize(12)
			.map((parts) -> String.join("", parts));
	}

	private static Connection connection(String text) {
		return Connection.of("events", new ConnectionString(SOURCE, text));
	}

}
