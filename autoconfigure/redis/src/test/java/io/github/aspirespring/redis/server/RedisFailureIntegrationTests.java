// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests what happens when the server does not do what it should, with both clients.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = { "lettuce", "jedis" })
@ExtendWith(OutputCaptureExtension.class)
class RedisFailureIntegrationTests {

	private static final String SECRET = "S3cret-_.{}~()*+!x";

	@Parameter
	String client = "";

	@Test
	void saysThatThePasswordIsWrongAndNotWhichItWas(CapturedOutput output) {
		try (RedisServer server = RedisServer.start("requirepass another")) {
			RedisApplication.runner(this.client)
				.withApplicationProperties("debug=true")
				.withVariables(RedisApplication.resource("cache", "localhost", server.port(), SECRET, false))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					StringWriter trace = new StringWriter();
					failure(context).printStackTrace(new PrintWriter(trace));
					assertThat(trace.toString()).contains("WRONGPASS").doesNotContain(SECRET);
					assertThat(health(context).toString()).contains("DOWN").doesNotContain(SECRET);
				});
		}
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void startsWithoutServerAndWorksOnceItIsThere() {
		int port = TestPorts.free();
		RedisApplication.runner(this.client)
			.withVariables(RedisApplication.resource("cache", "localhost", port, "pw", false))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				failure(context);
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
				try (RedisServer server = RedisServer.startAt(port, "requirepass pw")) {
					assertThat(server.port()).isEqualTo(port);
					RedisApplication.assertWorks(context);
					assertThat(health(context).getStatus()).isEqualTo(Status.UP);
				}
				try (RedisServer server = RedisServer.startAt(port, "requirepass pw")) {
					assertThat(server.port()).isEqualTo(port);
					Awaitility.await()
						.atMost(Duration.ofSeconds(20))
						.ignoreExceptions()
						.untilAsserted(() -> RedisApplication.assertWorks(context));
				}
			});
	}

	@Test
	void boundsTheWaitForServerThatNeverAnswers() {
		withSilentServer((port) -> RedisApplication.runner(this.client)
			.withVariables(RedisApplication.resource("cache", "localhost", port, "pw", false))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertTakes(9, 20, () -> failure(context));
				assertTakes(9, 20, () -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
			}));
	}

	@Test
	void boundsTheWaitAsTheConnectionStringSays() {
		withSilentServer((port) -> RedisApplication.runner(this.client)
			.withVariables(AppHostVariables.none()
				.connection("cache", "localhost:" + port + ",password=pw,connectTimeout=500,syncTimeout=1000",
						Map.of("Password", "pw")))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertTakes(0, 8, () -> failure(context));
			}));
	}

	@Test
	void boundsTheWaitAsTheApplicationSays() {
		withSilentServer((port) -> RedisApplication.runner(this.client)
			.withVariables(RedisApplication.resource("cache", "localhost", port, "pw", false))
			.withApplicationProperties("spring.data.redis.timeout=1s")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertTakes(0, 8, () -> failure(context));
				assertTakes(0, 8, () -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
			}));
	}

	private static Throwable failure(AssertableApplicationContext context) {
		StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
		DataAccessException failure = catchThrowableOfType(DataAccessException.class, () -> template.hasKey("x"));
		assertThat(failure).isNotNull();
		return failure;
	}

	private Health health(AssertableApplicationContext context) {
		if (this.client.equals("jedis")) {
			return Objects.requireNonNull(context.getBean(HealthIndicator.class).health());
		}
		return Objects.requireNonNull(context.getBean(ReactiveHealthIndicator.class).health().block());
	}

	private static void assertTakes(int atLeast, int atMost, Runnable action) {
		long start = System.nanoTime();
		action.run();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(atLeast),
				Duration.ofSeconds(atMost));
	}

	// The backlog of the socket accepts connections, and nobody answers
	private static void withSilentServer(IntConsumer test) {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			test.accept(silent.getLocalPort());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
