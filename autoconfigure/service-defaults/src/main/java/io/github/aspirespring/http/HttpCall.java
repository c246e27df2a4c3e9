// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

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

	private final long deadline;

	HttpCall(Exchange exchange, ResiliencePipeline pipeline, Watches watches) {
		this.exchange = exchange;
		this.pipeline = pipeline;
		this.watches = watches;
		this.deadline = System.nanoTime() + pipeline.totalTimeout().toNanos();
	}

	ClientHttpResponse execute() throws IOException {
		this.pipeline.enter();
		try {
			return retry(this.pipeline.retries(this.exchange.method()));
		}
		finally {
			this.pipeline.leave();
		}
	}

	private ClientHttpResponse retry(Retry.@Nullable AsyncContext<Object> retries) throws IOException {
		for (int number = 0;; number++) {
			Outcome outcome = attempt(number);
			FailedAttempt failure = outcome.failure();
			if (failure == null) {
				if (retries != null) {
					retries.onComplete();
				}
				return outcome.response(this);
			}
			long delay = (retries != null && this.exchange.isRepeatable()) ? retries.onError(failure) : -1;
			if (delay < 0) {
				return outcome.response(this);
			}
			if (outcome.response() != null) {
				outcome.response().discard(this.watches);
			}
			sleep(delay, failure);
		}
	}

	private Outcome attempt(int number) throws IOException {
		long begin = this.pipeline.begin();
		Outcome outcome;
		try {
			outcome = send(number);
		}
		catch (IOException | RuntimeException | Error ex) {
			this.pipeline.forget();
			throw ex;
		}
		if (outcome.failure() == null) {
			this.pipeline.succeed(begin);
		}
		else {
			this.pipeline.fail(begin, outcome.failure());
		}
		return outcome;
	}

	private Outcome send(int number) throws IOException {
		long total = this.deadline - System.nanoTime();
		long attempt = this.pipeline.attemptTimeout().toNanos();
		Watch watch = this.watches.start(Thread.currentThread(), Math.min(total, attempt));
		try {
			Watch.CURRENT.set(watch);
			AttemptResponse response = this.exchange.send(number, watch);
			if (watch.end()) {
				response.discard(this.watches);
				return timedOut(attempt < total);
			}
			return FailedAttempt.isTransient(response.getStatusCode())
					? new Outcome(response, null,
							FailedAttempt.of(response.getStatusCode(), response.getHeaders(), remaining()))
					: new Outcome(response, null, null);
		}
		catch (IOException | RuntimeException ex) {
			if (watch.end()) {
				return timedOut(attempt < total);
			}
			// A caller that is interrupted wants to end, whatever the service is like
			if (!(ex instanceof IOException io) || !FailedAttempt.isTransient(ex)
					|| Thread.currentThread().isInterrupted()) {
				throw ex;
			}
			return new Outcome(null, io, FailedAttempt.of(io, remaining()));
		}
		finally {
			Watch.CURRENT.remove();
			watch.end();
		}
	}

	private Outcome timedOut(boolean attempt) {
		IOException failure = attempt ? this.pipeline.attemptTimedOut() : this.pipeline.totalTimedOut();
		return new Outcome(null, failure, FailedAttempt.of(failure, remaining()));
	}

	private Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.deadline - System.nanoTime()));
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

	/**
	 * How an attempt ended.
	 *
	 * @param response the response, or {@code null} if there is none
	 * @param exception what was thrown instead
	 * @param failure what is to be repeated, or {@code null} if all is well
	 */
	private record Outcome(@Nullable AttemptResponse response, @Nullable IOException exception,
			@Nullable FailedAttempt failure) {

		AttemptResponse response(HttpCall call) throws IOException {
			if (this.response == null) {
				throw (this.exception != null) ? this.exception : new IOException("No response");
			}
			return this.response
				.limit(new AttemptResponse.Limit(call.watches, call.deadline, call.pipeline::totalTimedOut));
		}

	}

}
