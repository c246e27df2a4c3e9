// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.support.RabbitExceptionTranslator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.backoff.BackOffExecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConnectRetry}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectRetryTests {

	private final CachingConnectionFactory factory = new CachingConnectionFactory("queue");

	@Test
	void waitsAsTheClientOfDotNetDoes() {
		BackOffExecution pauses = template(5).getRetryPolicy().getBackOff().start();
		assertThat(Stream.generate(pauses::nextBackOff).limit(6)).containsExactly(1000L, 2000L, 4000L, 8000L, 16_000L,
				BackOffExecution.STOP);
	}

	@Test
	void doesNotWaitEverLonger() {
		BackOffExecution pauses = template(9).getRetryPolicy().getBackOff().start();
		assertThat(Stream.generate(pauses::nextBackOff).limit(9).skip(4)).containsOnly(16_000L);
	}

	@ParameterizedTest
	@MethodSource("connectionErrors")
	void triesAgainIfNobodyAnswers(Exception failure) {
		RuntimeException translated = RabbitExceptionTranslator.convertRabbitAccessException(failure);
		assertThat(template(1).getRetryPolicy().shouldRetry(translated)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("otherErrors")
	void failsAtOnceIfSomebodyAnswers(Exception failure) {
		RuntimeException translated = RabbitExceptionTranslator.convertRabbitAccessException(failure);
		assertThat(template(1).getRetryPolicy().shouldRetry(translated)).isFalse();
	}

	@Test
	void triesAgainUntilThereIsAConnectionAndSaysSo(CapturedOutput output) throws RetryException {
		AtomicInteger attempts = new AtomicInteger();
		long start = System.nanoTime();
		String result = template(2).execute(() -> {
			if (attempts.incrementAndGet() < 2) {
				throw new ConnectException("Nobody there");
			}
			return "connected";
		});
		assertThat(result).isEqualTo("connected");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900),
				Duration.ofSeconds(10));
		assertThat(output.getAll().lines().filter((line) -> line.contains("queue:1"))).singleElement()
			.asString()
			.contains("WARN", "1 of 2", "Nobody there");
	}

	@Test
	void doesNotTryAgainOnceThereWasAConnection() {
		RetryTemplate template = template(5);
		assertThat(template.getRetryPolicy().shouldRetry(new ConnectException())).isTrue();
		((ConnectRetry) template.getRetryListener()).onCreate(null);
		assertThat(template.getRetryPolicy().shouldRetry(new ConnectException())).isFalse();
	}

	@Test
	void doesNotTryAgainOnceItWasInVain() {
		RetryTemplate template = template(1);
		assertThat(attempts(template, new ConnectException())).isEqualTo(2);
		assertThat(attempts(template, new ConnectException())).isEqualTo(1);
	}

	@Test
	void isNotOverBecauseOfAnotherFailure() {
		RetryTemplate template = template(1);
		assertThat(attempts(template, new IllegalStateException())).isEqualTo(1);
		assertThat(template.getRetryPolicy().shouldRetry(new ConnectException())).isTrue();
	}

	@Test
	void canBeInterrupted() {
		RetryTemplate template = template(5);
		Thread.currentThread().interrupt();
		assertThat(attempts(template, new ConnectException())).isEqualTo(1);
		assertThat(Thread.interrupted()).isTrue();
	}

	private static int attempts(RetryTemplate template, Exception failure) {
		AtomicInteger attempts = new AtomicInteger();
		assertThatExceptionOfType(RetryException.class).isThrownBy(() -> template.execute(() -> {
			attempts.incrementAndGet();
			throw failure;
		})).havingCause().isSameAs(failure);
		return attempts.get();
	}

	private RetryTemplate template(int retries) {
		return ConnectRetry.template(this.factory, "queue:1", retries);
	}

	static List<Exception> connectionErrors() {
		return List.of(new ConnectException(), new NoRouteToHostException(), new UnknownHostException(),
				new SocketTimeoutException(), new TimeoutException(), new SocketException("Connection reset"),
				new IOException(closed(new EOFException())), new IOException(closed(new SocketException())),
				new SSLException("Remote host terminated the handshake", new EOFException()));
	}

	static List<Exception> otherErrors() {
		return List.of(new AuthenticationFailureException("refused"),
				new PossibleAuthenticationFailureException(closed(new EOFException())),
				new SSLException("PKIX path building failed", new CertificateException("unknown")),
				new SSLException("Unsupported or unrecognized SSL message"), new IOException(closed(null)),
				new IllegalStateException());
	}

	private static ShutdownSignalException closed(@Nullable Exception cause) {
		ShutdownSignalException closed = new ShutdownSignalException(true, false, null, null);
		if (cause != null) {
			closed.initCause(cause);
		}
		return closed;
	}

}
