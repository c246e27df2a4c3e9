// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests an application with a connection to each of two servers, one of them with TLS,
 * with both clients.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = { "lettuce", "jedis" })
@ExtendWith(OutputCaptureExtension.class)
class RedisConnectionsIntegrationTests {

	private static final String CACHE_PASSWORD = "S3cret-_.{}~()*+!1";

	private static final String SESSIONS_PASSWORD = "S3cret-_.{}~()*+!2";

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	private static RedisServer cache;

	private static RedisServer sessions;

	@Parameter
	String client = "";

	@BeforeAll
	static void startServers() {
		certificates = TestCertificates.create(folder, "dns:localhost");
		cache = RedisServer.start("requirepass " + RedisServer.quoted(CACHE_PASSWORD));
		sessions = RedisServer.startWithTls(TestPorts.free(), SESSIONS_PASSWORD, certificates);
	}

	@AfterAll
	static void stopServers() {
		cache.close();
		sessions.close();
	}

	@Test
	void dataOfConnectionsIsSeparate(CapturedOutput output) {
		runner("localhost", sessions.port()).withApplicationProperties("debug=true").run((context) -> {
			RedisApplication.assertWorks(context);
			StringRedisTemplate plain = context.getBeanProvider(StringRedisTemplate.class).getObject();
			StringRedisTemplate byName = template(context, "cache");
			StringRedisTemplate other = template(context, "sessions");
			plain.opsForValue().set("key", "of the cache");
			other.opsForValue().set("key", "of the sessions");
			assertThat(byName.opsForValue().get("key")).isEqualTo("of the cache");
			assertThat(other.opsForValue().get("key")).isEqualTo("of the sessions");
			assertThat(port(plain)).isEqualTo(cache.port());
			assertThat(port(other)).isEqualTo(sessions.port());
			if (this.client.equals("lettuce")) {
				ReactiveStringRedisTemplate reactive = BeanFactoryAnnotationUtils.qualifiedBeanOfType(
						context.getAutowireCapableBeanFactory(), ReactiveStringRedisTemplate.class, "sessions");
				assertThat(reactive.opsForValue().get("key").block()).isEqualTo("of the sessions");
			}
		});
		assertThat(output).contains("redis 'cache' to localhost:" + cache.port())
			.contains("redis 'sessions' to localhost:" + sessions.port() + " with TLS")
			.doesNotContain("S3cret");
	}

	@Test
	void checksTheHostNameOfEveryConnection() {
		runner("127.0.0.1", sessions.port()).run((context) -> {
			RedisApplication.assertWorks(context);
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> template(context, "sessions").hasKey("x"))
				.withStackTraceContaining("No subject alternative names");
		});
	}

	@Test
	void healthShowsEveryConnectionAndWhichOneIsDown() {
		int port = TestPorts.free();
		// Lettuce waits for a server that was there to come back
		runner("localhost", port).withApplicationProperties("aspire.redis.connections.sessions.timeout=3s")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertHealth(context, Status.UP, Status.DOWN);
				try (RedisServer server = RedisServer.startWithTls(port, SESSIONS_PASSWORD, certificates)) {
					assertThat(server.port()).isEqualTo(port);
					assertHealth(context, Status.UP, Status.UP);
				}
				assertHealth(context, Status.UP, Status.DOWN);
			});
	}

	@Test
	void commandsOfEveryConnectionAreObserved() {
		assumeTrue(this.client.equals("lettuce"), "Jedis has no observations");
		List<String> observed = new CopyOnWriteArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				observed.add(context.getAllKeyValues().toString());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		runner("localhost", sessions.port())
			.withConfiguration(AutoConfigurations.of(LettuceObservationAutoConfiguration.class))
			.withBean(ObservationRegistry.class, () -> registry)
			.run((context) -> Observation.createNotStarted("test", registry)
				.observe(() -> template(context, "sessions").opsForValue().get("key")));
		assertThat(observed).anyMatch((values) -> values.contains("GET") && values.contains("" + sessions.port()));
		assertThat(observed.toString()).doesNotContain("S3cret");
	}

	private AspireContextRunner runner(String host, int port) {
		return RedisApplication.runner(this.client)
			.withVariables(RedisApplication.resource("cache", "localhost", cache.port(), CACHE_PASSWORD, false))
			.withVariables(RedisApplication.resource("sessions", host, port, SESSIONS_PASSWORD, true))
			.withApplicationProperties("aspire.redis.connection-name=cache", "spring.data.redis.ssl.bundle=mine",
					"spring.ssl.bundle.pem.mine.truststore.certificate=file:" + certificates.authority());
	}

	private void assertHealth(ApplicationContext context, Status cache, Status sessions) {
		HealthContributors contributors = this.client.equals("lettuce")
				? context.getBean(CompositeReactiveHealthContributor.class).asHealthContributor()
				: context.getBean(CompositeHealthContributor.class);
		assertThat(contributors.stream().map(HealthContributors.Entry::name))
			.containsExactlyInAnyOrder("redisConnectionFactory", "sessions");
		assertThat(status(contributors, "redisConnectionFactory")).isEqualTo(cache);
		assertThat(status(contributors, "sessions")).isEqualTo(sessions);
	}

	private static Status status(HealthContributors contributors, String name) {
		HealthIndicator indicator = (HealthIndicator) Objects.requireNonNull(contributors.getContributor(name));
		return Objects.requireNonNull(indicator.health()).getStatus();
	}

	private static StringRedisTemplate template(ApplicationContext context, String connection) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(),
				StringRedisTemplate.class, connection);
	}

	private static int port(StringRedisTemplate template) {
		try (RedisConnection connection = template.getRequiredConnectionFactory().getConnection()) {
			return Integer
				.parseInt(Objects.requireNonNull(connection.serverCommands().info("server")).getProperty("tcp_port"));
		}
	}

}
