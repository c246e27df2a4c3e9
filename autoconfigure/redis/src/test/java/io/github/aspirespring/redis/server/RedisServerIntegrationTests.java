// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests that commands reach the server that the AppHost names, with both clients.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = { "lettuce", "jedis" })
@ExtendWith(OutputCaptureExtension.class)
class RedisServerIntegrationTests {

	private static final String GENERATED = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789-_.{}~()*+!";

	private static final String PUNCTUATION = IntStream.rangeClosed(' ', '~')
		.filter((character) -> !Character.isLetterOrDigit(character))
		.mapToObj(Character::toString)
		.collect(Collectors.joining());

	@Parameter
	String client = "";

	@Test
	void connectsWithoutPassword() {
		try (RedisServer server = RedisServer.start()) {
			run(RedisApplication.resource("cache", "localhost", server.port(), null, false));
		}
	}

	@Test
	void hasReactiveTemplateWithLettuceOnly() {
		RedisApplication.runner(this.client)
			.withVariables(RedisApplication.resource("cache", "localhost", 1, null, false))
			.run((context) -> assertThat(context.getBeansOfType(ReactiveStringRedisTemplate.class, false, true))
				.hasSize(this.client.equals("lettuce") ? 1 : 0));
	}

	@Test
	void connectsWithEveryCharacterOfGeneratedPasswords() {
		connectsWithPasswordFromEverySource(GENERATED, true);
	}

	@Test
	void connectsWithEveryPunctuationCharacterInPassword() {
		connectsWithPasswordFromEverySource("a" + PUNCTUATION + "z", true);
	}

	@Test
	void connectsWithPasswordThatLooksLikeOptions() {
		connectsWithPasswordFromEverySource("a,ssl=true,password=b,user=c", false);
	}

	@Test
	void connectsWithCharactersOfAllLanguagesInPassword() {
		connectsWithPasswordFromEverySource("pässwörd-密码-🔑", true);
	}

	@Test
	void connectsWithPasswordThatWasNotEncodedInUri() {
		String password = "p@ss/w#d:+%";
		try (RedisServer server = RedisServer.start("requirepass " + RedisServer.quoted(password))) {
			run(AppHostVariables.none().variable("CACHE_URI", "redis://:" + password + "@localhost:" + server.port()));
		}
	}

	@Test
	void connectsAsUser() {
		String password = "a" + PUNCTUATION + "z";
		try (RedisServer server = RedisServer.start("user default off",
				"user app on " + RedisServer.quoted(">" + password) + " ~* &* +@all")) {
			String address = "localhost:" + server.port();
			run(AppHostVariables.none().connectionString("cache", address + ",user=app,password=" + password));
			run(AppHostVariables.none()
				.connectionString("cache", "redis://app:" + ConnectionUri.percentEncode(password) + "@" + address));
			run(RedisApplication.resource("cache", "localhost", server.port(), password, false)
				.variable("CACHE_USERNAME", "app"));
		}
	}

	@Test
	void connectsToDatabase() {
		try (RedisServer server = RedisServer.start()) {
			AppHostVariables silent = RedisApplication.resource("cache", "localhost", server.port(), null, false);
			AppHostVariables third = AppHostVariables.none()
				.connectionString("cache", "localhost:" + server.port() + ",defaultDatabase=3");
			assertDatabase(silent, 0);
			assertDatabase(silent, 2, "spring.data.redis.database=2");
			assertDatabase(third, 3);
			assertDatabase(third, 3, "spring.data.redis.database=2");
			assertDatabase(third, 2, "spring.data.redis.database=2", "aspire.connection-precedence=application");
			assertDatabase(AppHostVariables.none().variable("CACHE_URI", "redis://localhost:" + server.port() + "/4"),
					4);
		}
	}

	@Test
	void connectsAfterShellHasDroppedNamesWithDashes() {
		String password = "a" + PUNCTUATION + "z";
		try (RedisServer server = RedisServer.start("requirepass " + RedisServer.quoted(password))) {
			run(RedisApplication.resource("session-cache", "localhost", server.port(), password, false).throughShell());
		}
	}

	@Test
	void connectsToAddressOfVersionSix() {
		assumeTrue(RedisServer.canListenAt("::1"), "This machine has no IPv6");
		try (RedisServer server = RedisServer.start("requirepass pw", "bind ::1")) {
			run(RedisApplication.resource("cache", "::1", server.port(), "pw", false));
			run(AppHostVariables.none().connectionString("cache", "[::1]:" + server.port() + ",password=pw"));
		}
	}

	@Test
	void tellsServerTheNameOfTheClient() {
		try (RedisServer server = RedisServer.start()) {
			RedisApplication.runner(this.client)
				.withVariables(AppHostVariables.none()
					.connectionString("cache", "localhost:" + server.port() + ",name=orders service,allowAdmin=true"))
				.run((context) -> {
					RedisApplication.assertWorks(context);
					try (RedisConnection connection = context.getBean(RedisConnectionFactory.class).getConnection()) {
						assertThat(connection.serverCommands().getClientName()).isEqualTo("ordersservice");
					}
				});
		}
	}

	@Test
	void warnsAboutUnknownOptionsOnceAndNeverTellsThePassword(CapturedOutput output) {
		try (RedisServer server = RedisServer.start("requirepass s3cret")) {
			RedisApplication.runner(this.client)
				.withVariables(AppHostVariables.none()
					.connection("cache", "localhost:" + server.port() + ",frobnicate=1,password=s3cret",
							Map.of("Password", "s3cret")))
				.run(RedisApplication::assertWorks);
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("'frobnicate'"))).singleElement()
			.asString()
			.contains("WARN", "ConnectionStrings__cache");
		assertThat(output).doesNotContain("s3cret");
	}

	private void connectsWithPasswordFromEverySource(String password, boolean unambiguous) {
		try (RedisServer server = RedisServer.start("requirepass " + RedisServer.quoted(password))) {
			AppHostVariables all = RedisApplication.resource("cache", "localhost", server.port(), password, false);
			run(all);
			run(RedisApplication.resource("my-cache", "localhost", server.port(), password, false).throughShell());
			run(AppHostVariables.none().variable("CACHE_URI", all.toMap().getOrDefault("CACHE_URI", "")));
			if (unambiguous) {
				String string = all.toMap().getOrDefault("ConnectionStrings__cache", "");
				run(AppHostVariables.none().connectionString("cache", string));
			}
		}
	}

	private void run(AppHostVariables variables) {
		RedisApplication.runner(this.client).withVariables(variables).run(RedisApplication::assertWorks);
	}

	private void assertDatabase(AppHostVariables variables, int database, String... properties) {
		RedisApplication.runner(this.client)
			.withVariables(variables)
			.withApplicationProperties(properties)
			.run((context) -> {
				context.getBean(StringRedisTemplate.class).opsForValue().set("where", "here");
				try (RedisConnection connection = context.getBean(RedisConnectionFactory.class).getConnection()) {
					assertThat(connection.serverCommands().info("keyspace")).containsOnlyKeys("db" + database);
					connection.serverCommands().flushAll();
				}
			});
	}

}
