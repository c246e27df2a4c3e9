// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.resilience.FailedAttempt;
import io.github.aspirespring.resilience.RejectedCallException;
import io.github.aspirespring.resilience.ResiliencePipeline;

/**
 * One attempt: it asks the circuit breaker first, may take so long until the headers of
 * the response are there, and tells the circuit breaker how it went.
 */
final class Attempt {

	/**
	 * What Reactor looks for in the context when nobody is left to be told of a failure.
	 * The client of the JDK fails whenever it is cancelled, and each time an error would
	 * be logged.
	 */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final Log logger = LogFactory.getLog(Attempt.class);

	private final ReceivedResponse received = new ReceivedResponse();

	private final AtomicBoolean reported = new AtomicBoolean();

	private final Exchange exchange;

	private final ResiliencePipeline pipeline;

	private final long deadline;

	/**
	 * Creates an attempt.
	 * @param exchange sends the request
	 * @param pipeline protects the attempt
	 * @param deadline when the time of the call is up, by {@link System#nanoTime}
	 */
	Attempt(Exchange exchange, ResiliencePipeline pipeline, long deadline) {
		this.exchange = exchange;
		this.pipeline = pipeline;
		this.deadline = deadline;
	}

	/**
	 * Sends the request.
	 * @param number how many attempts came before
	 * @param endpoint where to, or {@code null} for the next endpoint
	 */
	Mono<Outcome> send(int number, @Nullable ServiceEndpoint endpoint) {
		return Mono.defer(() -> {
			try {
				return send(number, endpoint, begin());
			}
			catch (RejectedCallException ex) {
				return Mono.error(ex);
			}
		});
	}

	/**
	 * Returns the outcome of an attempt that was not made.
	 */
	Outcome rejected(RejectedCallException ex) {
		return new Outcome(this, null, this.exchange.wrap(ex), FailedAttempt.of(ex, remaining()));
	}

	/**
	 * Gives up the response, which nobody will read.
	 */
	void lose() {
		this.received.lose();
	}

	private long begin() throws RejectedCallException {
		try (Observation.Scope scope = this.exchange.openCallerScope()) {
			return this.pipeline.begin();
		}
	}

	private Mono<Outcome> send(int number, @Nullable ServiceEndpoint endpoint, long begin) {
		return this.exchange.send(number, endpoint, this::limit)
			.map(this::outcome)
			.onErrorResume(this::outcome)
			.doOnNext((outcome) -> report(begin, outcome))
			.doOnError((ex) -> report(begin, null))
			.doOnCancel(() -> report(begin, null));
	}

	private Mono<ClientResponse> limit(Mono<ClientResponse> exchange) {
		long total = this.deadline - System.nanoTime();
		long attempt = this.pipeline.attemptTimeout().toNanos();
		return exchange.doOnNext(this.received::arrive)
			.doOnCancel(this.received::lose)
			.contextWrite((context) -> context.put(Attempt.class, this)
				.put(ON_ERROR_DROPPED, (Consumer<Throwable>) (ex) -> drop(ex, context)))
			.timeout(Duration.ofNanos(Math.max(0, Math.min(total, attempt))),
					Mono.error(() -> this.exchange.wrap(timedOut(attempt < total))));
	}

	private SocketTimeoutException timedOut(boolean attempt) {
		try (Observation.Scope scope = this.exchange.openCallerScope()) {
			return attempt ? this.pipeline.attemptTimedOut() : this.pipeline.totalTimedOut();
		}
	}

	private void drop(Throwable ex, Context context) {
		if (this.received.isLost()) {
			logger.debug("An attempt failed after it was given up", ex);
		}
		else {
			Operators.onErrorDropped(ex, context);
		}
	}

	private Outcome outcome(ClientResponse response) {
		return new Outcome(this, response, null, FailedAttempt.isTransient(response.statusCode())
				? FailedAttempt.of(response.statusCode(), response.headers().asHttpHeaders(), remaining()) : null);
	}

	private Mono<Outcome> outcome(Throwable ex) {
		Throwable failure = (ex instanceof WebClientRequestException) ? ex.getCause() : ex;
		if (failure == null || this.exchange.body().hasFailed()
				|| !(FailedAttempt.isTransient(failure) || isOfConnection(failure))) {
			return Mono.error(ex);
		}
		return Mono.just(new Outcome(this, null, ex, FailedAttempt.of(failure, remaining())));
	}

	// They are no IOExceptions, and the client need not be Netty
	private static boolean isOfConnection(Throwable failure) {
		String type = failure.getClass().getName();
		return type.equals("io.netty.handler.timeout.ReadTimeoutException")
				|| type.equals("reactor.netty.channel.AbortedException");
	}

	private void report(long begin, @Nullable Outcome outcome) {
		if (this.reported.getAndSet(true)) {
			return;
		}
		try (Observation.Scope scope = this.exchange.openCallerScope()) {
			if (outcome == null) {
				this.pipeline.forget();
			}
			else if (outcome.failure() == null) {
				this.pipeline.succeed(begin);
			}
			else {
				this.pipeline.fail(begin, outcome.failure());
			}
		}
	}

	private Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.deadline - System.nanoTime()));
	}

	/**
	 * How an attempt ended.
	 *
	 * @param attempt the attempt
	 * @param response the response, or {@code null} if there is none
	 * @param exception what the caller gets instead
	 * @param failure what is to be repeated, or {@code null} if all is well
	 */
	record Outcome(Attempt attempt, @Nullable ClientResponse response, @Nullable Throwable exception,
			@Nullable FailedAttempt failure) {

		/**
		 * Returns what the caller gets.
		 * @param pipeline limits the time of the call
		 */
		Mono<ClientResponse> result(ResiliencePipeline pipeline) {
			if (this.response == null) {
				return Mono.error((this.exception != null) ? this.exception : new IOException("No response"));
			}
			return Mono.just(ReceivedResponse.limit(this.response, this.attempt.received, this.attempt.deadline,
					pipeline::totalTimedOut));
		}

	}

}
