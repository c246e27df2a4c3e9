// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.io.InterruptedIOException;

import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpResponse;

import io.github.aspirespring.resilience.FailedAttempt;
import io.github.aspirespring.resilience.ResiliencePipeline;

/**
 * One call: its attempts one after the other, in the thread of the caller, so that all
 * that is bound to the thread is there.
 */
final class HttpCall {

	private final Exchange exchange;

	private final ResiliencePipeline pipeline;

	private final Watches watches;

	private final Attempts attempts;

	HttpCall(Exchange exchange, ResiliencePipeline pipeline, Watches watches) {
		this.exchange = exchange;
		this.pipeline = pipeline;
		this.watches = watches;
		this.attempts = new Attempts(pipeline, watches);
	}

	ClientHttpResponse execute() throws IOException {
		this.pipeline.enter();
		try {
			return this.attempts.get(retry(this.pipeline.retries(this.exchange.method())));
		}
		finally {
			this.pipeline.leave();
		}
	}

	private Outcome retry(Retry.@Nullable AsyncContext<Object> retries) throws IOException {
		for (int number = 0;; number++) {
			int resends = number;
			Outcome outcome = this.attempts.make(this.pipeline, (watch) -> this.exchange.send(resends, watch));
			FailedAttempt failure = outcome.failure();
			if (retries == null) {
				return outcome;
			}
			if (failure == null) {
				retries.onComplete();
				return outcome;
			}
			long delay = this.exchange.isRepeatable() ? this.pipeline.retry(retries, number + 1, failure) : -1;
			if (delay < 0) {
				return outcome;
			}
			outcome.discard(this.watches);
			sleep(delay, failure);
		}
	}

	private static void sleep(long millis, FailedAttempt failure) throws IOException {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			IOException interrupted = new InterruptedIOException("Interrupted while waiting for the next attempt");
			interrupted.initCause(failure);
			throw interrupted;
		}
	}

}
