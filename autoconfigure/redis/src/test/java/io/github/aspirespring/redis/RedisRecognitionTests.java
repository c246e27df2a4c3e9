// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

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
 * Tests for {@link RedisIntegration}.
 */
class RedisRecognitionTests {

	private final RedisIntegration integration = new RedisIntegration();

	@ParameterizedTest
	@ValueSource(strings = { "cache:6379,password=pw", "cache.redis.cache.windows.net,ssl=true", "redis://cache:6379",
			"rediss://cache", "valkey://:pw@cache:6379", "garnet://cache", "one:1,two:2,serviceName=main" })
	void isCertainAboutItsConnectionStrings(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.CERTAIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cache:6379", "one:1,two:2", "[::1]:6379", "10.0.0.1:6379" })
	void thinksAddressesPossible(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.POSSIBLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "cache", "test connection string", "Host=cache;Port=6379", "nats://cache:4222",
			"http://cache:6379", "https://cache/", "cache:6379/0", "cache:port", "one:1,two", "/var/cache.db", "a=b" })
	void rejectsOtherConnectionStrings(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.NO);
	}

	@Test
	void isCertainAboutUriProperty() {
		assertThat(recognize(Map.of("CACHE_URI", "valkey://cache:1"))).isEqualTo(Recognition.CERTAIN);
		assertThat(recognize(Map.of("ConnectionStrings__cache", "cache:1", "CACHE_URI", "redis://cache:1")))
			.isEqualTo(Recognition.CERTAIN);
		assertThat(recognize(Map.of("ConnectionStrings__cache", "cache:1", "CACHE_URI", "redis://:p[w@:::")))
			.isEqualTo(Recognition.CERTAIN);
	}

	@Test
	void rejectsOtherProperties() {
		assertThat(recognize(
				Map.of("ConnectionStrings__cache", "cache:9092", "CACHE_HOST", "cache", "CACHE_PORT", "9092")))
			.isEqualTo(Recognition.NO);
		assertThat(recognize(Map.of("CACHE_HOST", "cache", "CACHE_PORT", "9092"))).isEqualTo(Recognition.NO);
		assertThat(recognize(Map.of("ConnectionStrings__cache", "cache:4222", "CACHE_URI", "nats://cache:4222")))
			.isEqualTo(Recognition.NO);
	}

	@Test
	void isNotConfusedByVariablesThatOnlyLookLikeProperties() {
		assertThat(recognize(Map.of("ConnectionStrings__cache", "cache:6379", "CACHE_TTL", "60")))
			.isEqualTo(Recognition.POSSIBLE);
		assertThat(recognize(Map.of("ConnectionStrings__cache", "cache:6379", "CACHE_PORT", "tcp://10.0.0.1:6379")))
			.isEqualTo(Recognition.POSSIBLE);
	}

	@Test
	void boundsConnectingAndCommands() {
		assertThat(defaults("cache:6379")).containsOnly(entry("spring.data.redis.connect-timeout", "5s"),
				entry("spring.data.redis.timeout", "10s"));
	}

	@Test
	void turnsOptionsIntoDefaults() {
		assertThat(defaults("cache:6379,connectTimeout=1500,syncTimeout=2500,asyncTimeout=3500,name=orders  ü1"))
			.containsOnly(entry("spring.data.redis.connect-timeout", "1500ms"),
					entry("spring.data.redis.timeout", "2500ms"), entry("spring.data.redis.client-name", "orders1"));
		assertThat(defaults("cache:6379,asyncTimeout=3500,name=ü")).containsOnly(
				entry("spring.data.redis.connect-timeout", "5s"), entry("spring.data.redis.timeout", "3500ms"));
	}

	@Test
	void writesWholeSecondsAsSuch() {
		assertThat(defaults("cache:6379,connectTimeout=60000"))
			.containsOnly(entry("spring.data.redis.connect-timeout", "60s"), entry("spring.data.redis.timeout", "10s"));
	}

	@Test
	void hasNoDefaultsForMalformedConnection() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> defaults("cache:6379,connectTimeout=soon"));
	}

	@Test
	void leavesOpenWhatTheConnectionDoesNotSay() {
		Connection silent = connection("cache:6379,password=pw");
		assertThat(this.integration.leavesOpen(silent, "spring.data.redis.database")).isTrue();
		assertThat(this.integration.leavesOpen(silent, "spring.data.redis.ssl.bundle")).isFalse();
		assertThat(this.integration.leavesOpen(silent, "spring.data.redis.username")).isFalse();
		Connection explicit = connection("cache:6379,ssl=true,defaultDatabase=0");
		assertThat(this.integration.leavesOpen(explicit, "spring.data.redis.database")).isFalse();
		assertThat(this.integration.leavesOpen(explicit, "spring.data.redis.ssl.bundle")).isTrue();
		assertThat(this.integration.leavesOpen(connection("cache:port"), "spring.data.redis.database")).isFalse();
	}

	private Recognition recognize(String text) {
		return this.integration.recognize(connection(text));
	}

	private Recognition recognize(Map<String, String> variables) {
		Connection connection = AspireEnvironment.of(variables).connections().find("cache");
		assertThat(connection).isNotNull();
		return this.integration.recognize(connection);
	}

	private Map<String, Object> defaults(String text) {
		return this.integration.defaults(Selection.of(this.integration, connection(text),
				new RedisProperties(true, null, null, RedisProperties.Topology.AUTO, Map.of())));
	}

	private static Connection connection(String text) {
		return Connection.of("cache", new ConnectionString("ConnectionStrings__cache", text));
	}

}
