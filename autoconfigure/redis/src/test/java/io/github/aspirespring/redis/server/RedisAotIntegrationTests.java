// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.AspireConnection;
import io.github.aspirespring.redis.AspireJedisAutoConfiguration;
import io.github.aspirespring.redis.AspireRedisAutoConfiguration;
import io.github.aspirespring.redis.AspireRedisConnectionsAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that was processed ahead of time where no AppHost was.
 */
@CompileWithForkedClassLoader
class RedisAotIntegrationTests {

	@Test
	void connectsToWhatTheVariablesOfTheRunSay() {
		try (RedisServer server = RedisServer.start("requirepass pw")) {
			AppHostVariables variables = RedisApplication.resource("cache", "localhost", server.port(), "pw", false);
			run(variables, Map.of("spring.data.redis.host", "other.example"), (context) -> {
				assertThat(context.getBeanNamesForType(DataRedisConnectionDetails.class))
					.containsExactly("aspireRedisConnectionDetails");
				assertWorks(context);
			});
		}
	}

	@Test
	void hasBeansForEveryConnectionOfTheRun() {
		try (RedisServer cache = RedisServer.start("requirepass pw1");
				RedisServer sessions = RedisServer.start("requirepass pw2")) {
			AppHostVariables variables = RedisApplication.resource("cache", "localhost", cache.port(), "pw1", false)
				.and(RedisApplication.resource("sessions", "localhost", sessions.port(), "pw2", false));
			run(variables, Map.of("aspire.redis.connection-name", "cache"), (context) -> {
				Caches caches = context.getBean(Caches.class);
				assertThat(caches.cache()).isSameAs(context.getBeanProvider(StringRedisTemplate.class).getObject());
				caches.cache().opsForValue().set("key", "of the cache");
				caches.sessions().opsForValue().set("key", "of the sessions");
				assertThat(caches.cache().opsForValue().get("key")).isEqualTo("of the cache");
				assertThat(caches.sessions().opsForValue().get("key")).isEqualTo("of the sessions");
			});
		}
	}

	@Test
	void connectsToTheServerOfTheApplicationWithoutVariables() {
		try (RedisServer server = RedisServer.start("user default off", "user app on >pw ~* &* +@all")) {
			run(AppHostVariables.none(),
					Map.of("spring.data.redis.host", "127.0.0.1", "spring.data.redis.port", server.port(),
							"spring.data.redis.username", "app", "spring.data.redis.password", "pw"),
					RedisAotIntegrationTests::assertWorks);
		}
	}

	@Test
	void connectsToTheUrlOfTheApplicationWithoutVariables() {
		try (RedisServer server = RedisServer.start("user default off", "user app on >pw ~* &* +@all")) {
			run(AppHostVariables.none(),
					Map.of("spring.data.redis.url", "redis://app:pw@localhost:" + server.port() + "/2"),
					RedisAotIntegrationTests::assertWorks);
		}
	}

	@Test
	void connectsToTheSentinelsOfTheApplicationWithoutVariables() {
		try (RedisServer primary = RedisServer.start();
				RedisServer sentinel = RedisServer
					.startSentinel("sentinel monitor orders 127.0.0.1 " + primary.port() + " 1")) {
			run(AppHostVariables.none(), Map.of("spring.data.redis.sentinel.master", "orders",
					"spring.data.redis.sentinel.nodes", "127.0.0.1:" + sentinel.port()),
					RedisAotIntegrationTests::assertWorks);
		}
	}

	@Test
	void usesTheBundleOfTheApplicationWithoutVariables(@TempDir Path folder) {
		TestCertificates certificates = TestCertificates.create(folder, "dns:localhost");
		int port = TestPorts.free();
		try (RedisServer server = RedisServer.startWithTls(port, "pw", certificates)) {
			run(AppHostVariables.none(),
					Map.of("spring.data.redis.host", "localhost", "spring.data.redis.port", server.port(),
							"spring.data.redis.password", "pw", "spring.data.redis.ssl.bundle", "cache",
							"spring.ssl.bundle.pem.cache.truststore.certificate", "file:" + certificates.authority()),
					RedisAotIntegrationTests::assertWorks);
		}
	}

	@Test
	void canBeSwitchedOffWhenItIsBuilt() {
		try (RedisServer server = RedisServer.start()) {
			Map<String, Object> properties = Map.of("aspire.enabled", "false", "spring.data.redis.port", server.port());
			run(properties, AppHostVariables.none(), properties, RedisAotIntegrationTests::assertWorks);
		}
	}

	private static void run(AppHostVariables variables, Map<String, Object> properties,
			Consumer<GenericApplicationContext> test) {
		run(Map.of(), variables, properties, test);
	}

	private static void run(Map<String, Object> buildProperties, AppHostVariables variables,
			Map<String, Object> properties, Consumer<GenericApplicationContext> test) {
		new AheadOfTimeRunner(Application.class).withBuildProperties(buildProperties)
			.withVariables(variables)
			.withApplicationProperties(properties)
			.run(test);
	}

	private static void assertWorks(GenericApplicationContext context) {
		StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
		template.opsForValue().set("key", "value");
		assertThat(template.opsForValue().get("key")).isEqualTo("value");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireJedisAutoConfiguration.class,
			AspireRedisAutoConfiguration.class, AspireRedisConnectionsAutoConfiguration.class,
			SslAutoConfiguration.class, DataRedisAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class })
	static class Application {

		@Bean
		Caches caches(@AspireConnection("cache") ObjectProvider<StringRedisTemplate> cache,
				@AspireConnection("sessions") ObjectProvider<StringRedisTemplate> sessions) {
			return new Caches(cache, sessions);
		}

	}

	record Caches(ObjectProvider<StringRedisTemplate> cacheProvider,
			ObjectProvider<StringRedisTemplate> sessionsProvider) {

		StringRedisTemplate cache() {
			return this.cacheProvider.getObject();
		}

		StringRedisTemplate sessions() {
			return this.sessionsProvider.getObject();
		}

	}

}
