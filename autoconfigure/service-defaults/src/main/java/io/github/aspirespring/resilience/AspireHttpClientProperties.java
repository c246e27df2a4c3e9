// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpMethod;

/**
 * What the application says about its HTTP clients. What it leaves out is inherited: a
 * client from all clients, these from the defaults.
 *
 * @param resilience Standard resilience of all clients.
 * @param hedging Hedging of all clients, which takes the place of retries.
 * @param clients Settings of the clients of one service, by the name of the service or by
 * host and port. What is left out is that of all clients.
 */
@ConfigurationProperties(prefix = "aspire.http-client", ignoreUnknownFields = false)
record AspireHttpClientProperties(@DefaultValue Resilience resilience, @DefaultValue Hedging hedging,
		@DefaultValue Map<String, Client> clients) {

	/**
	 * Settings of the clients of one service.
	 *
	 * @param resilience Standard resilience.
	 * @param hedging Hedging, which takes the place of retries.
	 */
	record Client(@DefaultValue Resilience resilience, @DefaultValue Hedging hedging) {

	}

	/**
	 * Settings of standard resilience.
	 *
	 * @param enabled Whether calls are limited, retried and timed out. Unless set, it is
	 * as soon as an AppHost references a resource or a service, or another of these
	 * properties is set.
	 * @param scope What a circuit breaker and a concurrency limit are about.
	 * @param concurrencyLimit How many calls may wait for a response at once. Further
	 * ones are rejected.
	 * @param totalTimeout How long a call may take, all attempts, the time between them
	 * and the body of the response included.
	 * @param attemptTimeout How long an attempt may take to answer with status and
	 * headers.
	 * @param retry When and how failed attempts are repeated.
	 * @param circuitBreaker When calls are rejected for a while.
	 */
	record Resilience(@Nullable Boolean enabled, @Nullable Scope scope, @Nullable Integer concurrencyLimit,
			@Nullable Duration totalTimeout, @Nullable Duration attemptTimeout, @DefaultValue Retry retry,
			@DefaultValue CircuitBreaker circuitBreaker) {

	}

	/**
	 * Settings of retries.
	 *
	 * @param maxRetries How often an attempt is repeated, 0 for never.
	 * @param delay How long to wait before the first retry. It doubles with each further
	 * one.
	 * @param jitter Whether delays are varied at random, so that many callers do not come
	 * back at once.
	 * @param useRetryAfter Whether a Retry-After header of the response decides instead
	 * of the delay. A call that would have to wait beyond its total timeout is not
	 * retried.
	 * @param methods HTTP methods that are retried. Unless set, the idempotent ones.
	 */
	record Retry(@Nullable Integer maxRetries, @Nullable Duration delay, @Nullable Boolean jitter,
			@Nullable Boolean useRetryAfter, @Nullable Set<HttpMethod> methods) {

	}

	/**
	 * Settings of circuit breakers.
	 *
	 * @param failureRatio Share of failed attempts from which on calls are rejected,
	 * above 0 and at most 1.
	 * @param minimumThroughput How many attempts there must have been within the sampling
	 * duration.
	 * @param samplingDuration How far back attempts count, in whole seconds.
	 * @param breakDuration How long calls are rejected before one may probe.
	 */
	record CircuitBreaker(@Nullable Double failureRatio, @Nullable Integer minimumThroughput,
			@Nullable Duration samplingDuration, @Nullable Duration breakDuration) {

	}

	/**
	 * Settings of hedging.
	 *
	 * @param enabled Whether an idempotent call that has no answer yet is sent to the
	 * next endpoint as well.
	 * @param maxHedgedAttempts How many attempts may be added to the first one.
	 * @param delay How long to wait for an answer before the next attempt is added.
	 */
	record Hedging(@Nullable Boolean enabled, @Nullable Integer maxHedgedAttempts, @Nullable Duration delay) {

	}

}
