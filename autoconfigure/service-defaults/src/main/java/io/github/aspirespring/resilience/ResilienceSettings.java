// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * The settings that hold for the clients of one service. The defaults are those of .NET's
 * standard resilience handler, but that only idempotent methods are retried.
 *
 * @param enabled whether there is any resilience, or {@code null} if the application does
 * not say so
 * @param scope what a circuit breaker and a concurrency limit are about
 * @param concurrencyLimit how many calls may wait for a response at once
 * @param totalTimeout how long a call may take
 * @param attemptTimeout how long an attempt may take until the headers of its response
 * @param retry when and how failed attempts are repeated
 * @param circuitBreaker when calls are rejected for a while
 * @param hedging whether and when attempts run side by side
 * @see <a href=
 * "https://github.com/dotnet/extensions/tree/main/src/Libraries/Microsoft.Extensions.Http.Resilience">HTTP
 * resilience of .NET</a>
 */
public record ResilienceSettings(@Nullable Boolean enabled, Scope scope, int concurrencyLimit, Duration totalTimeout,
		Duration attemptTimeout, Retry retry, CircuitBreaker circuitBreaker, Hedging hedging) {

	static final ResilienceSettings DEFAULTS = new ResilienceSettings(null, Scope.SERVICE, 1000, Duration.ofSeconds(30),
			Duration.ofSeconds(10),
			new Retry(3, Duration.ofSeconds(2), true, true,
					Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE, HttpMethod.PUT,
							HttpMethod.DELETE)),
			new CircuitBreaker(0.1, 100, Duration.ofSeconds(30), Duration.ofSeconds(5)),
			new Hedging(false, 1, Duration.ofSeconds(2)));

	ResilienceSettings with(AspireHttpClientProperties.Resilience resilience,
			AspireHttpClientProperties.Hedging hedging) {
		return new ResilienceSettings((resilience.enabled() != null) ? resilience.enabled() : this.enabled,
				or(resilience.scope(), this.scope), or(resilience.concurrencyLimit(), this.concurrencyLimit),
				or(resilience.totalTimeout(), this.totalTimeout), or(resilience.attemptTimeout(), this.attemptTimeout),
				this.retry.with(resilience.retry()), this.circuitBreaker.with(resilience.circuitBreaker()),
				this.hedging.with(hedging));
	}

	private static <T> T or(@Nullable T value, T inherited) {
		return (value != null) ? value : inherited;
	}

	/**
	 * When and how failed attempts are repeated.
	 *
	 * @param maxRetries how often at most
	 * @param delay how long to wait before the first retry
	 * @param jitter whether delays are varied at random
	 * @param useRetryAfter whether a response can set the delay
	 * @param methods the methods that are retried
	 */
	public record Retry(int maxRetries, Duration delay, boolean jitter, boolean useRetryAfter,
			Set<HttpMethod> methods) {

		/**
		 * Creates settings.
		 */
		public Retry {
			methods = Set.copyOf(methods);
		}

		Retry with(AspireHttpClientProperties.Retry retry) {
			return new Retry(or(retry.maxRetries(), this.maxRetries), or(retry.delay(), this.delay),
					or(retry.jitter(), this.jitter), or(retry.useRetryAfter(), this.useRetryAfter),
					or(retry.methods(), this.methods));
		}

	}

	/**
	 * When calls are rejected for a while.
	 *
	 * @param failureRatio the share of failed attempts from which on they are
	 * @param minimumThroughput how many attempts there must have been
	 * @param samplingDuration how far back attempts count
	 * @param breakDuration how long calls are rejected before one may probe
	 */
	public record CircuitBreaker(double failureRatio, int minimumThroughput, Duration samplingDuration,
			Duration breakDuration) {

		CircuitBreaker with(AspireHttpClientProperties.CircuitBreaker breaker) {
			return new CircuitBreaker(or(breaker.failureRatio(), this.failureRatio),
					or(breaker.minimumThroughput(), this.minimumThroughput),
					or(breaker.samplingDuration(), this.samplingDuration),
					or(breaker.breakDuration(), this.breakDuration));
		}

	}

	/**
	 * Whether and when attempts run side by side.
	 *
	 * @param enabled whether they do
	 * @param maxHedgedAttempts how many may be added to the first one
	 * @param delay how long to wait for an answer before the next one is added
	 */
	public record Hedging(boolean enabled, int maxHedgedAttempts, Duration delay) {

		Hedging with(AspireHttpClientProperties.Hedging hedging) {
			return new Hedging(or(hedging.enabled(), this.enabled),
					or(hedging.maxHedgedAttempts(), this.maxHedgedAttempts), or(hedging.delay(), this.delay));
		}

	}

}
