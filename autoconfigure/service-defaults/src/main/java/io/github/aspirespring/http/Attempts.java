// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.time.Duration;

import org.springframework.http.HttpStatusCode;

import io.github.aspirespring.resilience.FailedAttempt;
import io.github.aspirespring.resilience.ResiliencePipeline;

/**
 * Makes the attempts of one call, each within its timeout and with the leave of a circuit
 * breaker.
 */
final class Attempts {

	private final ResiliencePipeline call;

	private final Watches watches;

	private final long deadline;

	Attempts(ResiliencePipeline call, Watches watches) {
		this.call = call;
		this.watches = watches;
		this.deadline = System.nanoTime() + call.totalTimeout().toNanos();
	}

	/**
	 * Makes an attempt.
	 * @param pipeline what protects the service, or the endpoint, from it
	 * @param sender sends the request
	 * @return how it ended, if it says anything about the service
	 * @throws IOException if it says nothing, or the call is rejected
	 */
	Outcome make(ResiliencePipeline pipeline, Sender sender) throws IOException {
		long begin = pipeline.begin();
		Outcome outcome;
		try {
			outcome = send(pipeline, sender);
		}
		catch (IOException | RuntimeException | Error ex) {
			pipeline.forget();
			throw ex;
		}
		if (outcome.failure() == null) {
			pipeline.succeed(begin);
		}
		else {
			pipeline.fail(begin, outcome.failure());
		}
		return outcome;
	}

	/**
	 * Returns the response to the caller, who has the rest of the time to read it.
	 */
	AttemptResponse get(Outcome outcome) throws IOException {
		return outcome.get().limit(new AttemptResponse.Limit(this.watches, this.deadline, this.call::totalTimedOut));
	}

	/**
	 * Returns what is left of the time of the call.
	 */
	Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.deadline - System.nanoTime()));
	}

	private Outcome send(ResiliencePipeline pipeline, Sender sender) throws IOException {
		long total = this.deadline - System.nanoTime();
		long attempt = pipeline.attemptTimeout().toNanos();
		Watch watch = this.watches.start(Thread.currentThread(), Math.min(total, attempt));
		Watch.CURRENT.set(watch);
		try {
			AttemptResponse response = sender.send(watch);
			if (watch.end()) {
				response.discard(this.watches);
				return givenUp(watch, pipeline, attempt < total);
			}
			HttpStatusCode status = response.getStatusCode();
			return new Outcome(response, null, FailedAttempt.isTransient(status)
					? FailedAttempt.of(status, response.getHeaders(), remaining()) : null);
		}
		catch (IOException | RuntimeException ex) {
			if (watch.end()) {
				return givenUp(watch, pipeline, attempt < total);
			}
			// A caller that is interrupted wants to end, whatever the service is like
			if (!(ex instanceof IOException failure) || !FailedAttempt.isTransient(ex)
					|| Thread.currentThread().isInterrupted()) {
				throw ex;
			}
			return new Outcome(null, failure, FailedAttempt.of(failure, remaining()));
		}
		finally {
			Watch.CURRENT.remove();
			watch.end();
		}
	}

	private Outcome givenUp(Watch watch, ResiliencePipeline pipeline, boolean attempt) throws IOException {
		if (watch.isCancelled()) {
			throw new IOException("Another attempt was faster");
		}
		IOException failure = attempt ? pipeline.attemptTimedOut() : this.call.totalTimedOut();
		return new Outcome(null, failure, FailedAttempt.of(failure, remaining()));
	}

	/**
	 * Sends a request.
	 */
	interface Sender {

		AttemptResponse send(Watch watch) throws IOException;

	}

}
