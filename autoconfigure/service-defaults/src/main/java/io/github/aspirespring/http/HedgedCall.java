// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpResponse;

import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.resilience.FailedAttempt;
import io.github.aspirespring.resilience.ResiliencePipeline;

/**
 * One call whose attempts run side by side: another one is added when there is no answer
 * for a while, or when one has failed. The first answer that is good counts, and all
 * others are given up.
 */
final class HedgedCall {

	private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

	private final Set<Running> running = new HashSet<>();

	private final Exchange exchange;

	private final ResiliencePipeline pipeline;

	private final Watches watches;

	private final Executor executor;

	private final Attempts attempts;

	HedgedCall(Exchange exchange, ResiliencePipeline pipeline, Watches watches, Executor executor) {
		this.exchange = exchange;
		this.pipeline = pipeline;
		this.watches = watches;
		this.executor = executor;
		this.attempts = new Attempts(pipeline, watches);
	}

	ClientHttpResponse execute() throws IOException {
		try {
			return this.attempts.get(race(1 + this.pipeline.settings().hedging().maxHedgedAttempts()));
		}
		finally {
			this.running.forEach(Running::abandon);
			this.finished.forEach((attempt) -> attempt.outcome().discard(this.watches));
		}
	}

	private Outcome race(int limit) throws IOException {
		Outcome last = null;
		for (int started = 0;;) {
			boolean more = started < limit && (started == 0 || this.exchange.isRepeatable());
			if (!more && this.running.isEmpty() && last != null) {
				return last;
			}
			if (more) {
				start(started++);
			}
			Finished attempt = await(started < limit);
			if (attempt == null) {
				continue;
			}
			this.running.remove(attempt.running());
			if (last != null) {
				last.discard(this.watches);
			}
			last = attempt.outcome();
			if (last.failure() == null) {
				return last;
			}
		}
	}

	private void start(int number) {
		this.pipeline.hedge(number);
		Running attempt = new Running(number);
		this.running.add(attempt);
		this.executor.execute(attempt);
	}

	private @Nullable Finished await(boolean more) throws IOException {
		long remaining = this.attempts.remaining().toNanos();
		long delay = this.pipeline.settings().hedging().delay().toNanos();
		try {
			Finished attempt = this.finished.poll(more ? Math.min(delay, remaining) : remaining, TimeUnit.NANOSECONDS);
			if (attempt == null && this.attempts.remaining().isZero()) {
				throw this.pipeline.totalTimedOut();
			}
			return attempt;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for a response");
		}
	}

	private record Finished(Running running, Outcome outcome) {

	}

	private final class Running implements Runnable {

		private final int number;

		private final @Nullable ServiceEndpoint endpoint;

		private @Nullable Watch watch;

		private boolean abandoned;

		Running(int number) {
			this.number = number;
			this.endpoint = HedgedCall.this.exchange.next();
		}

		@Override
		public void run() {
			Outcome outcome;
			try (Observation.Scope scope = HedgedCall.this.exchange.openCallerScope()) {
				outcome = make(HedgedCall.this.pipeline.endpoint(HedgedCall.this.exchange.address(this.endpoint)));
			}
			catch (IOException ex) {
				outcome = failed(ex);
			}
			catch (RuntimeException | Error ex) {
				outcome = failed(new IOException(ex));
			}
			finish(outcome);
		}

		private Outcome make(ResiliencePipeline pipeline) throws IOException {
			pipeline.enter();
			try {
				return HedgedCall.this.attempts.make(pipeline, this::send);
			}
			finally {
				pipeline.leave();
			}
		}

		private AttemptResponse send(Watch watch) throws IOException {
			synchronized (this) {
				this.watch = watch;
				if (this.abandoned) {
					watch.cancel();
				}
			}
			return HedgedCall.this.exchange.send(this.number, this.endpoint, watch);
		}

		private Outcome failed(IOException failure) {
			return new Outcome(null, failure, FailedAttempt.of(failure, HedgedCall.this.attempts.remaining()));
		}

		private synchronized void finish(Outcome outcome) {
			if (this.abandoned) {
				outcome.discard(HedgedCall.this.watches);
			}
			else {
				HedgedCall.this.finished.add(new Finished(this, outcome));
			}
		}

		synchronized void abandon() {
			this.abandoned = true;
			if (this.watch != null) {
				this.watch.cancel();
			}
		}

	}

}
