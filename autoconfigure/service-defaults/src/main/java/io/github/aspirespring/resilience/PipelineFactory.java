// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.core.IntervalBiFunction;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes pipelines of the instances in Resilience4j's registries. An instance that the
 * application has configured itself, by {@code resilience4j.*}, is taken as it is.
 */
final class PipelineFactory {

	/**
	 * Sets the names of our instances apart from those of the application: a method that
	 * is guarded by a circuit breaker named after the service it calls would otherwise
	 * use up the permission of its own call.
	 */
	static final String PREFIX = "http-";

	static final ResilienceEvents NO_EVENTS = (event, attributes) -> {
	};

	private static final Log logger = LogFactory.getLog(PipelineFactory.class);

	private final BulkheadRegistry bulkheads;

	private final CircuitBreakerRegistry circuitBreakers;

	private final RetryRegistry retries;

	private final TimeLimiterRegistry timeLimiters;

	private final ResilienceEvents events;

	private final Clock clock;

	private final Set<CircuitBreaker> watched = ConcurrentHashMap.newKeySet();

	PipelineFactory(BulkheadRegistry bulkheads, CircuitBreakerRegistry circuitBreakers, RetryRegistry retries,
			TimeLimiterRegistry timeLimiters, ResilienceEvents events, Clock clock) {
		this.bulkheads = bulkheads;
		this.circuitBreakers = circuitBreakers;
		this.retries = retries;
		this.timeLimiters = timeLimiters;
		this.events = events;
		this.clock = clock;
	}

	ResiliencePipeline create(String service, ResilienceSettings settings) {
		Map<String, ResiliencePipeline> endpoints = new ConcurrentHashMap<>();
		return create(service, service, settings, (address) -> endpoints.computeIfAbsent(address,
				(key) -> create(service, service + "-" + key, settings, (other) -> {
					throw new IllegalStateException("'" + key + "' is an endpoint itself");
				})));
	}

	private ResiliencePipeline create(String service, String key, ResilienceSettings settings,
			ResiliencePipeline.EndpointPipelines endpoints) {
		String name = PREFIX + key;
		boolean shared = settings.scope() == Scope.PROCESS && key.equals(service);
		String sharedName = shared ? PREFIX + "client" : name;
		return new ResiliencePipeline(service, settings,
				new ResiliencePipeline.Strategies(this.bulkheads.bulkhead(sharedName, bulkhead(settings)),
						circuitBreaker(sharedName, shared ? null : service, settings.circuitBreaker()),
						this.retries.retry(name, retry(settings.retry())), timeLimiter(name, settings.totalTimeout()),
						timeLimiter(name + "-attempt", settings.attemptTimeout()), endpoints,
						new ServiceEvents(service, this.events)));
	}

	private static BulkheadConfig bulkhead(ResilienceSettings settings) {
		return BulkheadConfig.custom()
			.maxConcurrentCalls(settings.concurrencyLimit())
			.maxWaitDuration(Duration.ZERO)
			.build();
	}

	private TimeLimiter timeLimiter(String name, Duration timeout) {
		return this.timeLimiters.timeLimiter(name, TimeLimiterConfig.custom().timeoutDuration(timeout).build());
	}

	private CircuitBreaker circuitBreaker(String name, @Nullable String service,
			ResilienceSettings.CircuitBreaker settings) {
		CircuitBreakerConfig config = CircuitBreakerConfig.custom()
			.slidingWindow((int) settings.samplingDuration().toSeconds(), settings.minimumThroughput(),
					CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
			.failureRateThreshold((float) (settings.failureRatio() * 100))
			.waitDurationInOpenState(settings.breakDuration())
			.permittedNumberOfCallsInHalfOpenState(1)
			.clock(this.clock)
			.build();
		CircuitBreaker circuitBreaker = this.circuitBreakers.circuitBreaker(name, config);
		// Where all services share it, each of them comes here
		if (this.watched.add(circuitBreaker)) {
			String subject = (service != null) ? "'" + service + "'" : "all services";
			ServiceEvents serviceEvents = new ServiceEvents((service != null) ? service : "all", this.events);
			circuitBreaker.getEventPublisher().onStateTransition((event) -> {
				log(subject, event);
				serviceEvents.changed(event.getStateTransition().getToState());
			});
		}
		return circuitBreaker;
	}

	private static RetryConfig retry(ResilienceSettings.Retry settings) {
		IntervalFunction backoff = backoff(settings);
		IntervalBiFunction<Object> interval = (attempt,
				failure) -> failure.fold(
						(error) -> (error instanceof FailedAttempt failed)
								? interval(failed, settings, backoff.apply(attempt)) : backoff.apply(attempt),
						(result) -> backoff.apply(attempt));
		return RetryConfig.custom().maxAttempts(settings.maxRetries() + 1).intervalBiFunction(interval).build();
	}

	private static IntervalFunction backoff(ResilienceSettings.Retry settings) {
		if (settings.delay().isZero()) {
			return (attempt) -> 0L;
		}
		return settings.jitter() ? IntervalFunction.ofExponentialRandomBackoff(settings.delay(), 2)
				: IntervalFunction.ofExponentialBackoff(settings.delay(), 2);
	}

	// Nobody is helped by a caller who waits until its time is up
	private static long interval(FailedAttempt failure, ResilienceSettings.Retry settings, long backoff) {
		Duration retryAfter = settings.useRetryAfter() ? failure.retryAfter() : null;
		long interval = (retryAfter != null) ? retryAfter.toMillis() : backoff;
		return (interval < failure.remaining().toMillis()) ? interval : -1;
	}

	private static void log(String subject, CircuitBreakerOnStateTransitionEvent event) {
		switch (event.getStateTransition().getToState()) {
			case OPEN ->
				logger.warn("Calls to " + subject + " are rejected for a while: too many attempts have failed lately");
			case CLOSED -> logger.info("Calls to " + subject + " are made again");
			default -> logger.debug(event);
		}
	}

}
