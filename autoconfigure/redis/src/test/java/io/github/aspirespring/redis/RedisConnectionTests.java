// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisConnection}.
 */
class RedisConnectionTests {

	private static final String STRING = "ConnectionStrings__cache";

	@Test
	void prefersPropertiesToConnectionStringToUri() {
		Map<String, String> variables = new HashMap<>(Map.of("CACHE_URI", "redis://uri-user:uri-pw@uri:1/1"));
		RedisConnection uri = connection(variables);
		assertThat(uri.endpoints()).containsExactly(new HostAndPort("uri", 1));
		assertThat(uri.username()).isEqualTo("uri-user");
		assertThat(uri.password()).isEqualTo("uri-pw");
		assertThat(uri.database()).isEqualTo(1);

		variables.put(STRING, "string:2,user=string-user,password=string-pw,defaultDatabase=2");
		RedisConnection string = connection(variables);
		assertThat(string.endpoints()).containsExactly(new HostAndPort("string", 2));
		assertThat(string.username()).isEqualTo("string-user");
		assertThat(string.password()).isEqualTo("string-pw");
		assertThat(string.database()).isEqualTo(2);

		variables.putAll(Map.of("CACHE_HOST", "property", "CACHE_PORT", "3", "CACHE_USERNAME", "property-user",
				"CACHE_PASSWORD", "property-pw"));
		RedisConnection properties = connection(variables);
		assertThat(properties.endpoints()).containsExactly(new HostAndPort("property", 3));
		assertThat(properties.username()).isEqualTo("property-user");
		assertThat(properties.password()).isEqualTo("property-pw");
		assertThat(properties.database()).isEqualTo(2);
	}

	@Test
	void fillsEachGapFromTheNextSource() {
		RedisConnection connection = connection(
				Map.of(STRING, "cache,ssl=true", "CACHE_URI", "redis://:pw@ignored:1/5", "CACHE_HOST", "property"));
		assertThat(connection.endpoints()).containsExactly(new HostAndPort("property", 6380));
		assertThat(connection.password()).isEqualTo("pw");
		assertThat(connection.database()).isEqualTo(5);
	}

	@Test
	void assumesTheUsualPort() {
		assertThat(connection(Map.of("CACHE_HOST", "property", "CACHE_URI", "redis://uri:1")).endpoints())
			.containsExactly(new HostAndPort("property", 6379));
	}

	@Test
	void isEncryptedIfAnySourceSaysSo() {
		assertThat(connection(Map.of(STRING, "cache:1,ssl=true", "CACHE_URI", "redis://cache:1")).tls()).isTrue();
		assertThat(connection(Map.of(STRING, "cache:1,ssl=false", "CACHE_URI", "rediss://cache:1")).tls()).isTrue();
		assertThat(connection(Map.of(STRING, "rediss://cache:1")).tls()).isTrue();
		assertThat(connection(Map.of(STRING, "cache:1", "CACHE_URI", "redis://cache:1")).tls()).isFalse();
	}

	@Test
	void toleratesUriThatItDoesNotNeed() {
		RedisConnection connection = connection(
				Map.of("CACHE_HOST", "cache", "CACHE_PORT", "1", "CACHE_URI", "rediss://:p@[w@cache:1:2:3"));
		assertThat(connection.endpoints()).containsExactly(new HostAndPort("cache", 1));
		assertThat(connection.tls()).isTrue();
	}

	@Test
	void rejectsMalformedUriThatItNeeds() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> connection(Map.of("CACHE_URI", "redis://:s3cret@cache:port")))
			.withMessageContaining("CACHE_URI")
			.withMessageNotContaining("s3cret");
	}

	@Test
	void needsHost() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> connection(Map.of(STRING, "password=s3cret")))
			.withMessageContaining(STRING)
			.withMessageNotContaining("s3cret");
	}

	@Test
	void readsSeveralEndpointsFromUri() {
		assertThat(connection(Map.of(STRING, "redis://:pw@one:1,two")).endpoints())
			.containsExactly(new HostAndPort("one", 1), new HostAndPort("two", 6379));
	}

	@Test
	void printsNoSecret() {
		assertThat(connection(Map.of(STRING, "cache:1,user=s3cret,password=s3cret", "CACHE_PASSWORD", "s3cret")))
			.hasToString("RedisConnection[cache:1]");
	}

	private static RedisConnection connection(Map<String, String> variables) {
		Connection connection = AspireEnvironment.of(variables).connections().find("cache");
		assertThat(connection).isNotNull();
		return RedisConnection.of(connection);
	}

}
