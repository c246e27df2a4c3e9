// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.IntConsumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests what happens when the server does not do what it should, with both clients.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
@ExtendWith(OutputCaptureExtension.class)
class PostgresFailureIntegrationTests {

	private static final String SECRET = "S3cret-_.{}~()*+!x";

	@Parameter
	PostgresApplication application = PostgresApplication.JDBC;

	@Test
	void saysThatThePasswordIsWrongAndNotWhichItWas(CapturedOutput output) {
		try (PostgresServer server = PostgresServer.start().with("app", "another", "orders")) {
			runner(server.port(), SECRET).withApplicationProperties("debug=true").run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(trace(context)).contains("password authentication failed for user \"app\"")
					.doesNotContain(SECRET);
				assertThat(this.application.health(context).toString()).contains("DOWN").doesNotContain(SECRET);
			});
		}
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void startsWithoutServerAndWorksOnceItIsThere() {
		int port = TestPorts.free();
		runner(port, "pw").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(failure(context)).isNotNull();
			assertThat(this.application.health(context).getStatus()).isEqualTo(Status.DOWN);
			try (PostgresServer server = PostgresServer.startAt(port).with("app", "pw", "orders")) {
				assertThat(server.port()).isEqualTo(port);
				this.application.assertConnected(context, "app", "orders");
				assertThat(this.application.health(context).getStatus()).isEqualTo(Status.UP);
			}
			assertThat(failure(context)).isNotNull();
			try (PostgresServer server = PostgresServer.startAt(port).with("app", "pw", "orders")) {
				assertThat(server.port()).isEqualTo(port);
				Awaitility.await()
					.atMost(Duration.ofSeconds(40))
					.ignoreExceptions()
					.untilAsserted(() -> this.application.assertConnected(context, "app", "orders"));
			}
		});
	}

	@Test
	void boundsTheWaitForServerThatNeverAnswers() {
		withSilentServer((port) -> runner(port, "pw").run((context) -> {
			assertThat(context).hasNotFailed();
			assertTakes(9, attempts() * 11,
					() -> assertThat(this.application.health(context).getStatus()).isEqualTo(Status.DOWN));
		}));
	}

	@Test
	void boundsTheWaitAsTheConnectionStringSays() {
		withSilentServer((port) -> this.application.runner()
			.withVariables(AppHostVariables.none()
				.connectionString("db", "Host=localhost;Port=" + port + ";Username=app;Password=pw;Timeout=1"))
			.run((context) -> assertTakes(1, attempts() * 2, () -> assertThat(failure(context)).isNotNull())));
	}

	@Test
	void boundsTheWaitAsTheApplicationSays() {
		withSilentServer((port) -> {
			AppHostVariables variables = AppHostVariables.none()
				.connectionString("db", "Host=localhost;Port=" + port + ";Username=app;Password=pw;Timeout=60");
			AspireContextRunner runner = this.application.runner().withVariables(variables);
			runner.withApplicationProperties("aspire.postgres.login-timeout=500ms")
				.run((context) -> assertTakes(0, attempts() * 2, () -> assertThat(failure(context)).isNotNull()));
		});
	}

	private AspireContextRunner runner(int port, String password) {
		return this.application.runner()
			.withVariables(PostgresApplication.resource("db", "localhost", port, "app", password, "orders"));
	}

	private Throwable failure(AssertableApplicationContext context) {
		return catchThrowable(() -> this.application.query(context, "select '1'"));
	}

	private String trace(AssertableApplicationContext context) {
		StringWriter trace = new StringWriter();
		failure(context).printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

	// The pool of R2DBC tries once more
	private int attempts() {
		return (this.application == PostgresApplication.R2DBC) ? 2 : 1;
	}

	private static void assertTakes(int atLeast, int atMost, Runnable action) {
		long start = System.nanoTime();
		action.run();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(atLeast),
				Duration.ofSeconds(atMost + 3));
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
