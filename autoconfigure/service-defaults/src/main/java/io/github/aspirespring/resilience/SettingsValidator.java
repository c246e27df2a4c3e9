// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.convert.DurationStyle;

/**
 * Checks that settings are possible, and that they make sense together: by the rules of
 * .NET's standard resilience handler.
 *
 * @see <a href=
 * "https://github.com/dotnet/extensions/blob/main/src/Libraries/Microsoft.Extensions.Http.Resilience/Resilience/Internal/Validators">the
 * validators of .NET</a>
 */
final class SettingsValidator {

	private static final Duration DAY = Duration.ofDays(1);

	private final List<String> problems = new ArrayList<>();

	private final String prefix;

	private final ResilienceSettings settings;

	SettingsValidator(String prefix, ResilienceSettings settings) {
		this.prefix = prefix;
		this.settings = settings;
	}

	List<String> problems() {
		Duration total = this.settings.totalTimeout();
		Duration attempt = this.settings.attemptTimeout();
		within("resilience.total-timeout", total, Duration.ofMillis(10));
		within("resilience.attempt-timeout", attempt, Duration.ofMillis(10));
		check(this.settings.concurrencyLimit() > 0, "resilience.concurrency-limit", "must be above 0");
		check(attempt.compareTo(total) <= 0, "resilience.attempt-timeout", "is " + text(attempt)
				+ ", longer than the total timeout of " + text(total) + ", so that it could never take effect");
		checkRetry(this.settings.retry());
		checkCircuitBreaker(this.settings.circuitBreaker(), attempt);
		checkHedging(this.settings.hedging(), total);
		return this.problems;
	}

	private void checkRetry(ResilienceSettings.Retry retry) {
		check(retry.maxRetries() >= 0, "resilience.retry.max-retries", "must not be negative");
		within("resilience.retry.delay", retry.delay(), Duration.ZERO);
	}

	private void checkCircuitBreaker(ResilienceSettings.CircuitBreaker breaker, Duration attempt) {
		check(breaker.failureRatio() > 0 && breaker.failureRatio() <= 1, "resilience.circuit-breaker.failure-ratio",
				"must be above 0 and at most 1");
		check(breaker.minimumThroughput() > 0, "resilience.circuit-breaker.minimum-throughput", "must be above 0");
		within("resilience.circuit-breaker.break-duration", breaker.breakDuration(), Duration.ofMillis(1));
		Duration sampling = breaker.samplingDuration();
		within("resilience.circuit-breaker.sampling-duration", sampling, Duration.ofSeconds(1));
		check(sampling.equals(Duration.ofSeconds(sampling.toSeconds())), "resilience.circuit-breaker.sampling-duration",
				"must be whole seconds");
		check(sampling.compareTo(attempt.multipliedBy(2)) >= 0, "resilience.circuit-breaker.sampling-duration",
				"is " + text(sampling) + ", and must be at least twice the attempt timeout of " + text(attempt)
						+ ", or attempts that time out are forgotten before they count");
	}

	private void checkHedging(ResilienceSettings.Hedging hedging, Duration total) {
		check(hedging.maxHedgedAttempts() > 0 && hedging.maxHedgedAttempts() <= 10, "hedging.max-hedged-attempts",
				"must be from 1 to 10");
		within("hedging.delay", hedging.delay(), Duration.ZERO);
		check(!hedging.enabled() || hedging.delay().multipliedBy(hedging.maxHedgedAttempts()).compareTo(total) <= 0,
				"hedging.delay", "is " + text(hedging.delay()) + ", so that the last of " + hedging.maxHedgedAttempts()
						+ " hedged attempts would start after the total timeout of " + text(total));
	}

	private void within(String property, Duration value, Duration minimum) {
		check(value.compareTo(minimum) >= 0 && value.compareTo(DAY) <= 0, property,
				"must be from " + text(minimum) + " to 24h");
	}

	private void check(boolean valid, String property, String rule) {
		if (!valid) {
			this.problems.add("'" + this.prefix + "." + property + "' " + rule);
		}
	}

	static String text(Duration duration) {
		Duration rest = duration.minusSeconds(duration.toSeconds());
		return DurationStyle.SIMPLE.print(duration, rest.isZero() ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
	}

}
