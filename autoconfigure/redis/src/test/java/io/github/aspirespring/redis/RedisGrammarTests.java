// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

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
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisConnectionString} with made-up texts.
 */
class RedisGrammarTests {

	private static final String SOURCE = "ConnectionStrings__cache";

	@Property
	void readsBackWhatWasWrittenWithAnyKnownPassword(@ForAll("endpoints") List<HostAndPort> endpoints,
			@ForAll("passwords") String password, @ForAll boolean tls) {
		String text = join(endpoints) + ",password=" + password + ",defaultDatabase=7" + (tls ? ",ssl=true" : "");
		RedisConnectionString string = RedisConnectionString.parse(new ConnectionString(SOURCE, text), password);
		assertThat(string.endpoints()).isEqualTo(endpoints);
		assertThat(string.options().tls()).isEqualTo(tls);
		assertThat(string.options().database()).isEqualTo(7);
		assertThat(string.unknown()).isEmpty();
	}

	@Property
	void readsBackGeneratedPasswords(@ForAll("endpoints") List<HostAndPort> endpoints,
			@ForAll("generatedPasswords") String password, @ForAll boolean tls) {
		String text = join(endpoints) + ",password=" + password + (tls ? ",ssl=true" : "");
		RedisConnectionString string = RedisConnectionString.parse(new ConnectionString(SOURCE, text), null);
		assertThat(string.options().get(RedisOption.PASSWORD)).isEqualTo(password);
		assertThat(string.options().tls()).isEqualTo(tls);
		assertThat(string.endpoints()).isEqualTo(endpoints);
	}

	@Property
	void failsInOneWayOnly(@ForAll("texts") String text) {
		try {
			RedisConnectionString.parse(new ConnectionString(SOURCE, text), null);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex.source()).isEqualTo(SOURCE);
		}
		Connection connection = Connection.of("cache", new ConnectionString(SOURCE, text));
		RedisIntegration integration = new RedisIntegration();
		assertThat(integration.recognize(connection)).isNotNull();
		integration.credentialProperties().forEach((property) -> integration.leavesOpen(connection, property));
	}

	@Property
	void neverTellsWhatItReads(@ForAll("texts") String before, @ForAll("texts") String after) {
		String secret = "q7Xs3cretZ9";
		String text = "cache:6379," + before + ",password=" + secret + after + "," + secret + "=" + secret + ","
				+ secret;
		try {
			RedisConnectionString string = RedisConnectionString.parse(new ConnectionString(SOURCE, text), null);
			assertThat(string.toString() + string.unknown() + string.options() + string.options().unused())
				.doesNotContain(secret);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex).hasMessageNotContaining(secret).hasNoCause();
		}
	}

	@Property
	void recognisesAnyEnvironmentWithoutFailing(@ForAll("texts") String string, @ForAll("texts") String uri) {
		AspireEnvironment.of(Map.of(SOURCE, string, "CACHE_URI", uri))
			.connections()
			.forEach((connection) -> assertThat(new RedisIntegration().recognize(connection)).isNotNull());
	}

	@Provide
	Arbitrary<List<HostAndPort>> endpoints() {
		Arbitrary<String> hosts = Arbitraries.of("localhost", "cache.dev.internal", "10.0.0.1", "::1", "2001:db8::2",
				"x.redis.cache.windows.net");
		Arbitrary<HostAndPort> endpoint = Combinators.combine(hosts, Arbitraries.integers().between(1, 65535))
			.as(HostAndPort::new);
		return endpoint.list().ofMinSize(1).ofMaxSize(4).uniqueElements();
	}

	@Provide
	Arbitrary<String> passwords() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMinLength(1).ofMaxLength(30), texts())
			.filter((password) -> !password.isEmpty());
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
			.of(",", "=", ":", ";", "@", "/", "?", "#", "%", "[", "]", "\"", "'", " ", "a", "1", "localhost", "6379",
					"password", "ssl", "true", "user", "defaultDatabase", "serviceName", "sentinelPassword", "redis://",
					"rediss://", "amqp://", "::1", "$", "ü")
			.list()
			.ofMaxSize(12)
			.map((parts) -> String.join("", parts));
	}

	private static String join(List<HostAndPort> endpoints) {
		return endpoints.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
	}

}
