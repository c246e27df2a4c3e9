// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.rabbitmq.AmqpUri.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link AmqpUri}.
 */
class AmqpUriTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			amqp://queue                           | queue | 5672 | -      | -       | -       | false
			amqps://queue                          | queue | 5671 | -      | -       | -       | true
			amqp://guest:guest@queue:7000/         | queue | 7000 | guest  | guest   | -       | false
			amqp://us%40er:p%40ss%2F@queue:7000    | queue | 7000 | us@er  | p@ss/   | -       | false
			AMQPS://app:p+ss@[::1]:7000/team       | ::1   | 7000 | app    | p+ss    | team    | true
			amqp://app:pw@queue/%2F                | queue | 5672 | app    | pw      | /       | false
			amqp://app:pw@queue/%2Fteam%20a        | queue | 5672 | app    | pw      | /team a | false
			amqp://app:p@ss/w#d?x@queue:7000/team  | queue | 7000 | app    | p@ss/w#d?x | team | false
			amqp://app@queue:7000                  | queue | 7000 | app    | -       | -       | false
			""")
	void readsUris(String text, String host, int port, @Nullable String username, @Nullable String password,
			@Nullable String virtualHost, boolean tls) {
		AmqpUri uri = parse(text);
		assertThat(uri.endpoints()).containsExactly(new HostAndPort(host, port));
		assertThat(uri.username()).isEqualTo(username);
		assertThat(uri.password()).isEqualTo(password);
		assertThat(uri.virtualHost()).isEqualTo(virtualHost);
		assertThat(uri.tls()).isEqualTo(tls);
		assertThat(AmqpUri.isTls(text)).isEqualTo(tls);
		assertThat(uri.unused()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "amqp://app:pw@one:1,two:2,three/team",
			"amqp://app:pw@one:1/team,amqp://app:pw@two:2/team," + " amqp://app:pw@three/team",
			"amqp://app:pw@one:1,two:2/team,amqp://app:pw@three/team" })
	void readsSeveralAddresses(String text) {
		AmqpUri uri = parse(text);
		assertThat(uri.endpoints()).containsExactly(new HostAndPort("one", 1), new HostAndPort("two", 2),
				new HostAndPort("three", 5672));
		assertThat(uri.username()).isEqualTo("app");
		assertThat(uri.password()).isEqualTo("pw");
		assertThat(uri.virtualHost()).isEqualTo("team");
	}

	@ParameterizedTest
	@ValueSource(strings = { "amqps://app:s3cret@two:2/team", "amqp://other:s3cret@two:2/team",
			"amqp://app:s3cret2@two:2/team", "amqp://app:s3cret@two:2/other",
			"amqp://app:s3cret@two:2/team?heartbeat=1" })
	void rejectsUrisThatDisagree(String second) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> parse("amqp://app:s3cret@one:1/team," + second))
			.withMessageContaining("must have the same")
			.withMessageNotContaining("s3cret");
	}

	@Test
	void readsParameters() {
		AmqpUri uri = parse("amqp://queue/team?heartbeat=0&connection_timeout=30000&channel_max=65535");
		assertThat(uri.parameters()).containsOnly(entry(Parameter.HEARTBEAT, 0),
				entry(Parameter.CONNECTION_TIMEOUT, 30_000), entry(Parameter.CHANNEL_MAX, 65_535));
	}

	@Test
	void namesParametersWithoutCounterpartUnlessTheyMayBeSecret() {
		assertThat(parse("amqp://queue?verify=verify_none&s3cret=s3cret&heartbeat=5&cacertfile=/s3cret").unused())
			.containsExactly("'verify'", "number 2", "'cacertfile'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "heartbeat=s3cret", "heartbeat=", "heartbeat=65536", "heartbeat=-1", "channel_max=65536",
			"connection_timeout=1000000000", "connection_timeout=1.5" })
	void rejectsParametersThatAreNoNumbers(String parameter) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> parse("amqp://queue?" + parameter))
			.withMessageContaining("'" + parameter.substring(0, parameter.indexOf('=')) + "'")
			.withMessageNotContaining("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { " :p w ", "=,;", "a,amqp://b:1" })
	void keepsPasswordsAsTheyAre(String password) {
		String text = new ConnectionUri("amqp", "app", password, List.of(new HostAndPort("queue", 1)), "", Map.of())
			.format();
		assertThat(parse(text).password()).isEqualTo(password);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "redis://:s3cret@queue:1", "queue:5672", "amqp://:s3cret@:1", "amqp://u:s3cret@queue:s3cret",
					"amqp://u:s3cret@queue/s3cret/b", "amqp://u:s3cret@queue/s3cret/", "amqp://", "" })
	void rejectsOthersWithoutRepeatingThem(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> parse(text))
			.withMessageContaining("QUEUE_URI")
			.withMessageNotContaining("s3cret")
			.withNoCause();
	}

	@Test
	void printsNoSecret() {
		assertThat(parse("amqp://s3cret:s3cret@queue:1/s3cret?password=s3cret")).hasToString("AmqpUri[queue:1]");
	}

	private static AmqpUri parse(String text) {
		return AmqpUri.parse("QUEUE_URI", text);
	}

}
