// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * What protects the calls to one service, from the outside in: a concurrency limit, the
 * total timeout, retries or hedging, a circuit breaker and the timeout of an attempt. It
 * holds the instances of Resilience4j and speaks for them; those who know how a client
 * sends and waits put them in order.
 */
public final class ResiliencePipeline {

	private final String service;

	private final ResilienceSettings settings;

	private final Bulkhead bulkhead;

	private final CircuitBreaker circuitBreaker;

	private final Retry retry;

	private final TimeLimiter total;

	private final TimeLimiter attempt;

	private final EndpointPipelines endpoints;

	private final ServiceEvents events;

	ResiliencePipeline(String service, ResilienceSettings settings, Strategies strategies) {
		this.service = service;
		this.settings = settings;
		this.bulkhead = strategies.bulkhead();
		this.circuitBreaker = strategies.circuitBreaker();
		this.retry = strategies.retry();
		this.total = strategies.total();
		this.attempt = strategies.attempt();
		this.endpoints = strategies.endpoints();
		this.events = strategies.events();
	}

	/**
	 * Returns the settings that hold for the service.
	 * @return the settings
	 */
	public ResilienceSettings settings() {
		return this.settings;
	}

	/**
	 * Returns how long a call may take.
	 * @return the total timeout
	 */
	public Duration totalTimeout() {
		return this.total.getTimeLimiterConfig().getTimeoutDuration();
	}

	/**
	 * Returns how long an attempt may take until the headers of its response.
	 * @return the timeout of an attempt
	 */
	public Duration attemptTimeout() {
		return this.attempt.getTimeLimiterConfig().getTimeoutDuration();
	}

	/**
	 * Starts to count the attempts of a call.
	 * @param method the method of the request
	 * @return the retries that are left, or {@code null} if the method is not retried
	 */
	public Retry.@Nullable AsyncContext<Object> retries(HttpMethod method) {
		ResilienceSettings.Retry retries = this.settings.retry();
		return (retries.maxRetries() > 0 && retries.methods().contains(method)) ? this.retry.asyncContext() : null;
	}

	/**
	 * Asks for a retry.
	 * @param retries what counts the attempts of the call
	 * @param number the number of the retry, from 1 on
	 * @param failure how the last attempt failed
	 * @return how many milliseconds to wait for it, or a negative number if there is none
	 */
	public long retry(Retry.AsyncContext<Object> retries, int number, FailedAttempt failure) {
		long delay = retries.onError(failure);
		if (delay >= 0) {
			this.events.retried(number, delay, failure);
		}
		return delay;
	}

	/**
	 * Tells whether attempts of a call may run side by side.
	 * @param method the method of the request
	 * @return whether hedging is on and the method is retried
	 */
	public boolean hedges(HttpMethod method) {
		return this.settings.hedging().enabled() && this.settings.retry().methods().contains(method);
	}

	/**
	 * Reports an attempt that may run beside others.
	 * @param number how many attempts came before
	 */
	public void hedge(int number) {
		if (number > 0) {
			this.events.hedged(number);
		}
	}

	/**
	 * Returns what protects one endpoint when attempts run side by side: a concurrency
	 * limit, a circuit breaker and the timeout of an attempt of its own.
	 * @param address the host and port of the endpoint
	 * @return the pipeline of the endpoint
	 */
	public ResiliencePipeline endpoint(String address) {
		return this.endpoints.get(address);
	}

	/**
	 * Takes one of the places for calls that wait for a response.
	 * @throws RejectedCallException if there is none left
	 */
	public void enter() throws RejectedCallException {
		if (!this.bulkhead.tryAcquirePermission()) {
			this.events.rejected("concurrency_limit");
			throw new RejectedCallException(
					"The call to '" + this.service + "' is rejected: "
							+ this.bulkhead.getBulkheadConfig().getMaxConcurrentCalls()
							+ " calls wait for it already ('aspire.http-client.resilience.concurrency-limit')",
					BulkheadFullException.createBulkheadFullException(this.bulkhead));
		}
	}

	/**
	 * Gives the place back.
	 */
	public void leave() {
		this.bulkhead.onComplete();
	}

	/**
	 * Asks the circuit breaker for an attempt.
	 * @return when the attempt starts, for what is said about it later
	 * @throws RejectedCallException if the circuit breaker is open
	 */
	public long begin() throws RejectedCallException {
		if (!this.circuitBreaker.tryAcquirePermission()) {
			this.events.rejected("circuit_breaker");
			throw new RejectedCallException("The call to '" + this.service
					+ "' is rejected: too many attempts have failed lately ('aspire.http-client.resilience.circuit-breaker'), and calls are tried again after "
					+ SettingsValidator.text(this.settings.circuitBreaker().breakDuration()),
					CallNotPermittedException.createCallNotPermittedException(this.circuitBreaker));
		}
		return this.circuitBreaker.getCurrentTimestamp();
	}

	/**
	 * Tells the circuit breaker that an attempt was answered by a service in good health.
	 * @param begin when the attempt started
	 */
	public void succeed(long begin) {
		this.circuitBreaker.onSuccess(elapsed(begin), TimeUnit.NANOSECONDS);
	}

	/**
	 * Tells the circuit breaker that an attempt failed.
	 * @param begin when the attempt started
	 * @param failure how it failed
	 */
	public void fail(long begin, FailedAttempt failure) {
		this.circuitBreaker.onError(elapsed(begin), TimeUnit.NANOSECONDS, failure);
	}

	/**
	 * Tells the circuit breaker that an attempt says nothing about the service.
	 */
	public void forget() {
		this.circuitBreaker.releasePermission();
	}

	/**
	 * Reports an attempt that took too long.
	 * @return what its caller gets
	 */
	public SocketTimeoutException attemptTimedOut() {
		return timedOut(this.attempt, "attempt", "No response of '" + this.service + "' within the attempt timeout of ",
				"resilience.attempt-timeout");
	}

	/**
	 * Reports a call that took too long.
	 * @return what its caller gets
	 */
	public SocketTimeoutException totalTimedOut() {
		return timedOut(this.total, "total",
				"The call to '" + this.service + "' did not end within the total timeout of ",
				"resilience.total-timeout");
	}

	private SocketTimeoutException timedOut(TimeLimiter limiter, String scope, String message, String property) {
		limiter.onError(new TimeoutException());
		this.events.timedOut(scope, limiter.getTimeLimiterConfig().getTimeoutDuration());
		return new SocketTimeoutException(
				message + SettingsValidator.text(limiter.getTimeLimiterConfig().getTimeoutDuration())
						+ " ('aspire.http-client." + property + "')");
	}

	private long elapsed(long begin) {
		return this.circuitBreaker.getTimestampUnit().toNanos(this.circuitBreaker.getCurrentTimestamp() - begin);
	}

	@Override
	public String toString() {
		return "ResiliencePipeline[" + this.service + "]";
	}

	/**
	 * The pipelines of the endpoints of a service.
	 */
	interface EndpointPipelines {

		ResiliencePipeline get(String address);

	}

	/**
	 * The instances of Resilience4j that a pipeline is made of.
	 */
	record Strategies(Bulkhead bulkhead, CircuitBreaker circuitBreaker, Retry retry, TimeLimiter total,
			TimeLimiter attempt, EndpointPipelines endpoints, ServiceEvents events) {

	}

}
