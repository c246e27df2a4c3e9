// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * The events of the calls to one service.
 *
 * @param service the name of the service
 * @param events who is told
 */
record ServiceEvents(String service, ResilienceEvents events) {

	private static final String SERVICE = "resilience.service";

	void retried(int number, long delay, FailedAttempt failure) {
		this.events.record("resilience.retry", Map.of(SERVICE, this.service, "resilience.retry.number", number,
				"resilience.retry.delay_ms", delay, "resilience.failure", failure.kind()));
	}

	void hedged(int number) {
		this.events.record("resilience.hedge", Map.of(SERVICE, this.service, "resilience.hedge.number", number));
	}

	void timedOut(String scope, Duration timeout) {
		this.events.record("resilience.timeout", Map.of(SERVICE, this.service, "resilience.timeout.scope", scope,
				"resilience.timeout.limit_ms", timeout.toMillis()));
	}

	void rejected(String reason) {
		this.events.record("resilience.rejection",
				Map.of(SERVICE, this.service, "resilience.rejection.reason", reason));
	}

	void changed(CircuitBreaker.State state) {
		this.events.record("resilience.circuit_breaker", Map.of(SERVICE, this.service,
				"resilience.circuit_breaker.state", state.name().toLowerCase(Locale.ROOT)));
	}

}
