// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AmqpUri} with made-up texts.
 */
class AmqpGrammarTests {

	private static final String SOURCE = "ConnectionStrings__queue";

	@Property
	void readsBackWhatWasEncoded(@ForAll("endpoints") List<HostAndPort> endpoints, @ForAll("secrets") String username,
			@ForAll("secrets") String password, @ForAll("secrets") String virtualHost, @ForAll boolean tls) {
		String text = new ConnectionUri(tls ? "amqps" : "amqp", username, password, endpoints,
				"/" + ConnectionUri.percentEncode(virtualHost), Map.of("heartbeat", "7"))
			.format();
		AmqpUri uri = AmqpUri.parse(SOURCE, text);
		assertThat(uri.endpoints()).isEqualTo(endpoints);
		assertThat(uri.username()).isEqualTo(username);
		assertThat(uri.password()).isEqualTo(password);
		assertThat(uri.virtualHost()).isEqualTo(virtualHost);
		assertThat(uri.tls()).isEqualTo(tls);
		assertThat(uri.parameters()).containsExactly(Map.entry(AmqpUri.Parameter.HEARTBEAT, 7));
	}

	@Property
	void readsBackGeneratedPasswordsThatWereNotEncoded(@ForAll("endpoints") List<HostAndPort> endpoints,
			@ForAll("generatedPasswords") String password) {
		String addresses = endpoints.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
		AmqpUri uri = AmqpUri.parse(SOURCE, "amqp://guest:" + password + "@" + addresses + "/");
		assertThat(uri.endpoints()).isEqualTo(endpoints);
		assertThat(uri.password()).isEqualTo(password);
		assertThat(uri.virtualHost()).isNull();
	}

	@Property
	void failsInOneWayOnly(@ForAll("texts") String text) {
		Connection connection = Connection.of("queue", new ConnectionString(SOURCE, text));
		try {
			RabbitConnection.of(connection);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex.source()).isEqualTo(SOURCE);
		}
		RabbitIntegration integration = new RabbitIntegration();
		assertThat(integration.recognize(connection)).isNotNull();
		integration.credentialProperties().forEach((property) -> integration.leavesOpen(connection, property));
	}

	@Property
	void neverTellsWhatItReads(@ForAll("texts") String before, @ForAll("texts") String after) {
		String secret = "q7Xs3cretZ9";
		String text = "amqp://guest:" + before + secret + after + "@queue:5672/" + secret + "?" + secret + "=" + secret;
		try {
			AmqpUri uri = AmqpUri.parse(SOURCE, text);
			assertThat(uri.toString() + uri.unused()).doesNotContain(secret);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex).hasMessageNotContaining(secret).hasNoCause();
		}
	}

	@Property
	void recognisesAnyEnvironmentWithoutFailing(@ForAll("texts") String string, @ForAll("texts") String uri) {
		AspireEnvironment.of(Map.of(SOURCE, string, "QUEUE_URI", uri))
			.connections()
			.forEach((connection) -> assertThat(new RabbitIntegration().recognize(connection)).isNotNull());
	}

	@Provide
	Arbitrary<List<HostAndPort>> endpoints() {
		Arbitrary<String> hosts = Arbitraries.of("localhost", "queue.dev.internal", "10.0.0.1", "::1", "2001:db8::2");
		Arbitrary<HostAndPort> endpoint = Combinators.combine(hosts, Arbitraries.integers().between(1, 65535))
			.as(HostAndPort::new);
		return endpoint.list().ofMinSize(1).ofMaxSize(4).uniqueElements();
	}

	// A lone surrogate has no encoding
	@Provide
	Arbitrary<String> secrets() {
		return Arbitraries
			.oneOf(Arbitraries.strings()
				.ofMinLength(1)
				.ofMaxLength(30)
				.excludeChars('\ufffe', '\uffff')
				.filter((text) -> text.chars().noneMatch((character) -> Character.isSurrogate((char) character))),
					texts())
			.filter((text) -> !text.isEmpty());
	}

	@Provide
	Arbitrary<String> generatedPasswords() {
		return Arbitraries.strings()
			.withChars("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789-_.{}~()*+!")
			.ofLength(22);
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries
			.of(",", "=", ":", ";", "@", "/", "?", "#", "%", "&", "[", "]", "\"", "'", " ", "a", "1", "localhost",
					"5672", "%2F", "heartbeat", "channel_max", "verify", "guest", "amqp://", "amqps://", "redis://",
					"::1", "$", "ü")
			.list()
			.ofMaxSize(12)
			.map((parts) -> String.join("", parts));
	}

}
