// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.observation.ClientHttpObservationDocumentation;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.ClientRequestObservationConvention;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;

/**
 * Observes every attempt under the name under which Spring observes a call, so that
 * dashboards and alerts stay as they are.
 */
final class AttemptObservations {

	private static final ClientRequestObservationConvention DEFAULT = new DefaultClientRequestObservationConvention();

	private final ObservationRegistry registry;

	private final ClientRequestObservationConvention convention;

	AttemptObservations(ObservationRegistry registry, ClientRequestObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	static AttemptObservations none() {
		return new AttemptObservations(ObservationRegistry.NOOP, DEFAULT);
	}

	boolean isNoop() {
		return this.registry.isNoop();
	}

	Observation start(AttemptRequest request, @Nullable String uriTemplate, int number, @Nullable Observation parent) {
		Context context = new Context(request);
		context.setUriTemplate(HttpAttempt.path(uriTemplate));
		Observation observation = ClientHttpObservationDocumentation.HTTP_CLIENT_EXCHANGES.observation(this.convention,
				DEFAULT, () -> context, this.registry);
		if (parent != null) {
			observation.parentObservation(parent);
		}
		HttpAttempt.observeNumber(observation, number);
		return observation.start();
	}

	/**
	 * Returns what a call is part of. The call itself has a scope, too, but one of an
	 * observation that does nothing.
	 */
	@Nullable Observation current() {
		Observation.Scope scope = this.registry.getCurrentObservationScope();
		while (scope != null) {
			Observation observation = scope.getCurrentObservation();
			if (observation != null && !observation.isNoop()) {
				return observation;
			}
			scope = scope.getPreviousObservationScope();
		}
		return null;
	}

	/**
	 * Says of an observation that it is about one attempt, not about a call.
	 */
	static final class Context extends ClientRequestObservationContext {

		Context(AttemptRequest request) {
			super(request);
		}

	}

}
