// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.reactive.function.client.ClientResponse;

import io.github.aspirespring.discovery.EndpointRotation;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.resilience.RejectedCallException;
import io.github.aspirespring.resilience.ResiliencePipeline;
import io.github.aspirespring.resilience.ResilienceSettings;

/**
 * One call: its attempts side by side. The next one starts when there is no answer yet
 * after a while, or when one has failed; the first good answer counts, and if there is
 * none the last one.
 */
final class HedgedCall {

	private final Disposable.Composite running = Disposables.composite();

	private final Disposable.Swap timer = Disposables.swap();

	private final Exchange exchange;

	private final ResiliencePipeline pipeline;

	private final ResilienceSettings.Hedging settings;

	private final long deadline;

	private int started;

	private int unanswered;

	private boolean ended;

	private Attempt.@Nullable Outcome last;

	HedgedCall(Exchange exchange, ResiliencePipeline pipeline) {
		this.exchange = exchange;
		this.pipeline = pipeline;
		this.settings = pipeline.settings().hedging();
		this.deadline = System.nanoTime() + pipeline.totalTimeout().toNanos();
	}

	/**
	 * Returns the response, which has to be subscribed to once and at once, since the
	 * time is running.
	 */
	Mono<ClientResponse> execute() {
		return Mono.<ClientResponse>create((sink) -> {
			sink.onDispose(this::end);
			start(sink);
		}).doOnCancel(this::abandon);
	}

	private void start(MonoSink<ClientResponse> sink) {
		int number;
		synchronized (this) {
			if (!isMore()) {
				return;
			}
			number = this.started++;
			this.unanswered++;
			if (isMore()) {
				this.timer.update(Schedulers.parallel()
					.schedule(() -> start(sink), this.settings.delay().toNanos(), TimeUnit.NANOSECONDS));
			}
		}
		try (Observation.Scope scope = this.exchange.openCallerScope()) {
			this.pipeline.hedge(number);
		}
		this.running.add(attempt(number).contextWrite(sink.contextView())
			.subscribe((outcome) -> judge(outcome, sink), (failure) -> fail(failure, sink)));
	}

	private boolean isMore() {
		return !this.ended && this.started <= this.settings.maxHedgedAttempts()
				&& (this.started == 0 || this.exchange.body().isRepeatable());
	}

	private Mono<Attempt.Outcome> attempt(int number) {
		EndpointRotation rotation = this.exchange.rotation();
		URI uri = this.exchange.request().url();
		ServiceEndpoint endpoint = (rotation != null) ? rotation.next() : null;
		String address = (endpoint != null) ? endpoint.address().toString()
				: Objects.requireNonNullElse(uri.getRawAuthority(), "");
		ResiliencePipeline pipeline = this.pipeline.endpoint(address);
		Attempt attempt = new Attempt(this.exchange, pipeline, this.deadline);
		return Mono.using(() -> {
			try (Observation.Scope scope = this.exchange.openCallerScope()) {
				pipeline.enter();
			}
			return pipeline;
		}, (entered) -> attempt.send(number, endpoint), ResiliencePipeline::leave)
			.onErrorResume(RejectedCallException.class, (ex) -> Mono.just(attempt.rejected(ex)));
	}

	private void judge(Attempt.Outcome outcome, MonoSink<ClientResponse> sink) {
		Attempt.Outcome lost = outcome;
		boolean more = false;
		Attempt.Outcome result = null;
		synchronized (this) {
			this.unanswered--;
			if (!this.ended) {
				lost = this.last;
				this.last = outcome;
				more = outcome.failure() != null && isMore();
				if (outcome.failure() == null || (!more && this.unanswered == 0)) {
					this.ended = true;
					result = outcome;
				}
			}
		}
		if (lost != null) {
			lost.attempt().lose();
		}
		if (result != null) {
			result.result(this.pipeline).subscribe(sink::success, sink::error);
		}
		else if (more) {
			start(sink);
		}
	}

	// What cannot pass does not pass elsewhere either
	private void fail(Throwable failure, MonoSink<ClientResponse> sink) {
		synchronized (this) {
			if (this.ended) {
				return;
			}
		}
		abandon();
		sink.error(failure);
	}

	// Nobody waits for the result any more, even if there is one already
	private void abandon() {
		Attempt.Outcome lost;
		synchronized (this) {
			this.ended = true;
			lost = this.last;
		}
		if (lost != null) {
			lost.attempt().lose();
		}
	}

	private void end() {
		synchronized (this) {
			this.ended = true;
		}
		this.timer.dispose();
		this.running.dispose();
	}

}
