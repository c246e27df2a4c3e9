// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests what happens when the broker does not do what it should.
 */
@ExtendWith(OutputCaptureExtension.class)
class RabbitFailureIntegrationTests {

	private static final String SECRET = "S3cret-_.{}~()*+!x";

	// RabbitMQ and Qpid
	private static final String REFUSED = "ACCESS_REFUSED|Authentication failed";

	private final AmqpBroker broker = AmqpBroker.shared();

	@Test
	void saysThatThePasswordIsWrongAndNotWhichItWasAndDoesNotTryAgain(CapturedOutput output) {
		RabbitApplication.runner()
			.withApplicationProperties("debug=true")
			.withVariables(RabbitApplication.resource("queue", this.broker.host(), this.broker.port(), SECRET))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertTakes(0, 5, () -> {
					StringWriter trace = new StringWriter();
					failure(context).printStackTrace(new PrintWriter(trace));
					assertThat(trace.toString()).containsPattern(REFUSED).doesNotContain(SECRET);
					assertThat(RabbitApplication.health(context).toString()).contains("DOWN").doesNotContain(SECRET);
				});
			});
		assertThat(output).doesNotContain(SECRET).doesNotContain("Trying again");
	}

	@Test
	void triesAgainOneAfterTheOtherAndIsDownMeanwhile(CapturedOutput output) {
		refused("aspire.rabbitmq.connect-retries=2").run((context) -> {
			assertThat(context).hasNotFailed();
			assertTakes(3, 12, () -> {
				CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> failure(context));
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.until(() -> output.getAll().contains("1 of 2: java.net.ConnectException: Connection refused"));
				assertTakes(0, 1, () -> assertThat(RabbitApplication.health(context).toString()).contains("DOWN",
						"Connection refused"));
				assertThat(failure.join()).hasRootCauseInstanceOf(ConnectException.class);
			});
			assertTakes(0, 1, () -> failure(context));
		});
		assertThat(output).contains("2 of 2").doesNotContain(SECRET).doesNotContain("health check failed");
	}

	@Test
	void canBeToldNotToTryAgain() {
		refused("aspire.rabbitmq.connect-retries=0").run((context) -> assertTakes(0, 1, () -> failure(context)));
	}

	@Test
	void doesNotWaitForBrokerWhenItStarts() {
		assertTakes(0, 10, () -> refused("aspire.rabbitmq.connect-retries=5")
			.run((context) -> assertThat(context).hasNotFailed()));
	}

	@Test
	void failsToStartIfItWantsToBeConnected(CapturedOutput output) {
		refused("aspire.rabbitmq.connect-retries=1", "aspire.rabbitmq.connect-eagerly=true").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("localhost:", "Connection refused");
			assertThat(analysis.getAction()).contains("WaitFor", "aspire.rabbitmq.connect-retries");
		});
		assertThat(output).contains("1 of 1").doesNotContain(SECRET);
	}

	@Test
	void failsToStartAtOnceIfItWantsToBeConnectedAndIsRefused(CapturedOutput output) {
		assertTakes(0, 10,
				() -> RabbitApplication.runner()
					.withApplicationProperties("aspire.rabbitmq.connect-eagerly=true")
					.withVariables(RabbitApplication.resource("queue", this.broker.host(), this.broker.port(), SECRET))
					.run((context) -> {
						FailureAnalysis analysis = analyze(context);
						assertThat(analysis.getDescription()).containsPattern(REFUSED);
						assertThat(analysis.getAction()).contains("credentials").doesNotContain("WaitFor");
					}));
		assertThat(output).doesNotContain("Trying again").doesNotContain(SECRET);
	}

	@Test
	void boundsTheWaitForBrokerThatNeverAnswers(CapturedOutput output) {
		withSilentServer((port) -> RabbitApplication.runner()
			.withVariables(RabbitApplication.resource("queue", "localhost", port, SECRET))
			.withApplicationProperties("aspire.rabbitmq.connect-retries=0")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				CompletableFuture<?> others = CompletableFuture.allOf(
						CompletableFuture.runAsync(() -> failure(context)),
						CompletableFuture.runAsync(() -> failure(context)));
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.until(() -> output.getAll().contains("Attempting to connect"));
				assertTakes(4, 7,
						() -> assertThat(RabbitApplication.health(context).getStatus()).isEqualTo(Status.DOWN));
				assertTakes(0, 7,
						() -> assertThat(RabbitApplication.health(context).getStatus()).isEqualTo(Status.DOWN));
				others.join();
			}));
		assertThat(output).doesNotContain("health check failed");
	}

	@Test
	void boundsTheWaitForBrokerThatNeverAnswersToTls() {
		withSilentServer((port) -> RabbitApplication.runner()
			.withVariables(AppHostVariables.none().connectionString("queue", "amqps://localhost:" + port))
			.run((context) -> assertTakes(4, 7, () -> {
				Health health = RabbitApplication.health(context);
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails().get("error")).asString().contains("5 seconds");
			})));
	}

	private static AspireContextRunner refused(String... properties) {
		return RabbitApplication.runner()
			.withVariables(RabbitApplication.resource("queue", "localhost", TestPorts.refusing(), SECRET))
			.withApplicationProperties(properties);
	}

	private static Throwable failure(AssertableApplicationContext context) {
		RabbitTemplate template = context.getBean(RabbitTemplate.class);
		AmqpException failure = catchThrowableOfType(AmqpException.class, () -> template.convertAndSend("queue", "x"));
		assertThat(failure).isNotNull();
		return failure;
	}

	private static FailureAnalysis analyze(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		Throwable failure = context.getStartupFailure();
		assertThat(failure).isNotNull();
		// Some analyzers of Spring Boot need a context, and are none of this
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, FailureHandler.handleMessage((message, ex) -> {
			}))
			.stream()
			.filter((analyzer) -> analyzer.getClass().getName().startsWith("io.github.aspirespring"))
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
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
