// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.function.Predicate;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

import io.github.aspirespring.telemetry.otlp.AspireOtlpAutoConfiguration.RetryWhileRunning;

import static org.assertj.core.api.Assertions.assertThat;

class RetryWhileRunningTests {

	private final ApplicationContext context = new GenericApplicationContext();

	private final RetryWhileRunning retries = new RetryWhileRunning(this.context);

	private final Predicate<IOException> predicate = Objects
		.requireNonNull(this.retries.policy().getRetryExceptionPredicate());

	@Test
	void repeatsWhatMayWorkLater() {
		assertThat(this.predicate).accepts(new ConnectException(), new SocketTimeoutException(),
				new UnknownHostException());
	}

	@Test
	void doesNotRepeatWhatDoesNot() {
		assertThat(this.predicate).rejects(new SSLHandshakeException("PKIX path building failed"));
	}

	@Test
	void repeatsNothingAtTheEnd() {
		this.retries.onApplicationEvent(new ContextClosedEvent(this.context));

		assertThat(this.predicate).rejects(new ConnectException());
	}

	@Test
	void goesOnAfterTheEndOfAChild() {
		this.retries.onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext()));

		assertThat(this.predicate).accepts(new ConnectException());
	}

}
