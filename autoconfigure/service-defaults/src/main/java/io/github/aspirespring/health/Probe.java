// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Answers one kind of probe. Probes that come at the same time get the same answer, as do
 * those that come soon after, so that no number of them is a load for the application.
 */
public final class Probe {

	private static final Log logger = LogFactory.getLog(Probe.class);

	private final Supplier<Answer> examination;

	private final Executor executor;

	private final Duration timeToLive;

	private @Nullable CompletableFuture<Answer> current;

	private volatile long answeredAt;

	Probe(Supplier<Answer> examination, Executor executor, Duration timeToLive) {
		this.examination = examination;
		this.executor = executor;
		this.timeToLive = timeToLive;
	}

	/**
	 * Returns the answer, which is there already or comes when the health contributors
	 * have answered.
	 * @return the answer, which never fails
	 */
	public synchronized CompletableFuture<Answer> answer() {
		CompletableFuture<Answer> answer = this.current;
		if (answer == null || isExpired(answer)) {
			answer = examine();
			this.current = answer;
		}
		return answer.copy();
	}

	private boolean isExpired(CompletableFuture<Answer> answer) {
		return answer.isDone() && System.nanoTime() - this.answeredAt >= this.timeToLive.toNanos();
	}

	private CompletableFuture<Answer> examine() {
		try {
			return CompletableFuture.supplyAsync(this.examination, this.executor).handle((answer, failure) -> {
				this.answeredAt = System.nanoTime();
				return (answer != null) ? answer : unavailable(failure);
			});
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.completedFuture(unavailable(ex));
		}
	}

	private static Answer unavailable(@Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		// Threads are refused while the application is being closed
		if (cause != null && !(cause instanceof RejectedExecutionException)) {
			logger.warn("The health of the application cannot be told: " + cause.getClass().getName());
		}
		return Answer.UNAVAILABLE;
	}

}
