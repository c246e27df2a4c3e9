// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.time.Duration;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.web.reactive.function.client.ClientResponse;

import io.github.aspirespring.resilience.FailedAttempt;
import io.github.aspirespring.resilience.RejectedCallException;
import io.github.aspirespring.resilience.ResiliencePipeline;

/**
 * One call: its attempts one after the other.
 */
final class RetriedCall {

	private final Exchange exchange;

	private final ResiliencePipeline pipeline;

	private final io.github.resilience4j.retry.Retry.@Nullable AsyncContext<Object> retries;

	private final long deadline;

	private int number;

	private long delay;

	private volatile @Nullable Attempt attempt;

	RetriedCall(Exchange exchange, ResiliencePipeline pipeline) {
		this.exchange = exchange;
		this.pipeline = pipeline;
		this.retries = pipeline.retries(exchange.request().method());
		this.deadline = System.nanoTime() + pipeline.totalTimeout().toNanos();
	}

	/**
	 * Returns the response, which has to be subscribed to once and at once, since the
	 * time is running.
	 */
	Mono<ClientResponse> execute() {
		return Mono.using(this::enter, (entered) -> attempts(), ResiliencePipeline::leave)
			.onErrorMap(RejectedCallException.class, this.exchange::wrap)
			.doOnCancel(this::lose);
	}

	private ResiliencePipeline enter() throws RejectedCallException {
		try (Observation.Scope scope = this.exchange.openCallerScope()) {
			this.pipeline.enter();
		}
		return this.pipeline;
	}

	private Mono<ClientResponse> attempts() {
		return Mono.defer(this::attempt)
			.retryWhen(Retry.from((failures) -> failures.concatMap((signal) -> next(signal.failure()))));
	}

	private Mono<ClientResponse> attempt() {
		Attempt attempt = new Attempt(this.exchange, this.pipeline, this.deadline);
		this.attempt = attempt;
		return attempt.send(this.number++, null).flatMap(this::judge);
	}

	private Mono<ClientResponse> judge(Attempt.Outcome outcome) {
		FailedAttempt failure = outcome.failure();
		if (failure == null) {
			if (this.retries != null) {
				this.retries.onComplete();
			}
			return outcome.result(this.pipeline);
		}
		this.delay = retry(failure);
		if (this.delay < 0) {
			return outcome.result(this.pipeline);
		}
		outcome.attempt().lose();
		// An error that is plain to see would cancel the attempt, and close a connection
		// that can be used again
		return Mono.<ClientResponse>error(failure).hide();
	}

	private long retry(FailedAttempt failure) {
		if (this.retries == null || !this.exchange.body().isRepeatable()) {
			return -1;
		}
		try (Observation.Scope scope = this.exchange.openCallerScope()) {
			return this.pipeline.retry(this.retries, this.number, failure);
		}
	}

	private Publisher<?> next(Throwable failure) {
		if (!(failure instanceof FailedAttempt)) {
			return Mono.error(failure);
		}
		return (this.delay > 0) ? Mono.delay(Duration.ofMillis(this.delay)) : Mono.just(this.delay);
	}

	private void lose() {
		Attempt attempt = this.attempt;
		if (attempt != null) {
			attempt.lose();
		}
	}

}
