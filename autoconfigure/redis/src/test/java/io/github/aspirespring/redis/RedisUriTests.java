// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisUri}.
 */
class RedisUriTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			redis://cache:7000                  | cache | 7000 | -   | -       | -  | false
			rediss://cache:7000                 | cache | 7000 | -   | -       | -  | true
			valkey://:p%40ss@cache:7000         | cache | 7000 | -   | p@ss    | -  | false
			valkeys://:p+ss@cache               | cache | 6379 | -   | p+ss    | -  | true
			garnet://cache/                     | cache | 6379 | -   | -       | -  | false
			REDISS://app:pw@[::1]:7000/3        | ::1   | 7000 | app | pw      | 3  | true
			redis://pw@cache:7000/0?timeout=1s  | cache | 7000 | -   | pw      | 0  | false
			redis://:p@ss/w#d@cache:7000        | cache | 7000 | -   | p@ss/w#d| -  | false
			""")
	void readsUris(String text, String host, int port, @Nullable String username, @Nullable String password,
			@Nullable Integer database, boolean tls) {
		RedisConnectionString string = parse(text);
		assertThat(string.endpoints()).containsExactly(new HostAndPort(host, port));
		assertThat(string.options().get(RedisOption.USER)).isEqualTo(username);
		assertThat(string.options().get(RedisOption.PASSWORD)).isEqualTo(password);
		assertThat(string.options().database()).isEqualTo(database);
		assertThat(string.options().tls()).isEqualTo(tls);
		assertThat(RedisUri.matches(text)).isTrue();
		assertThat(RedisUri.isTls(text)).isEqualTo(tls);
	}

	@ParameterizedTest
	@ValueSource(strings = { " :p w ", "=,;" })
	void keepsPasswordsAsTheyAre(String password) {
		String text = new ConnectionUri("redis", null, password, List.of(new HostAndPort("cache", 1)), "", Map.of())
			.format();
		assertThat(parse(text).options().get(RedisOption.PASSWORD)).isEqualTo(password);
	}

	@ParameterizedTest
	@ValueSource(strings = { "amqp://:s3cret@cache:1", "redis://:s3cret@cache/s3cret", "redis://:s3cret@:1",
			"redis://:s3cret@cache:s3cret" })
	void rejectsOtherUrisWithoutRepeatingThem(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> parse(text))
			.withMessageContaining("CACHE_URI")
			.withMessageNotContaining("s3cret")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "redis", "redis:", "://cache", "amqp://cache", "http+redis://cache",
			"localhost:6379,tunnel=redis://x" })
	void matchesNothingElse(String text) {
		assertThat(RedisUri.matches(text)).isFalse();
		assertThat(RedisUri.isTls(text)).isFalse();
	}

	private static RedisConnectionString parse(String text) {
		return RedisUri.parse("CACHE_URI", ConnectionUri.parse("CACHE_URI", text));
	}

}
