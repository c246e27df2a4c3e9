// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import io.micrometer.common.KeyValue;
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

	/**
	 * The number of a repeated request, from 1 on.
	 * @see <a href=
	 * "https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/">OpenTelemetry's
	 * attributes of HTTP</a>
	 */
	private static final String RESEND_COUNT = "http.request.resend_count";

	private final ObservationRegistry registry;

	private final ClientRequestObservationConvention convention;

	AttemptObservations(ObservationRegistry registry, ClientRequestObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	static AttemptObservations none() {
		return new AttemptObservations(ObservationRegistry.NOOP, DEFAULT);
	}

	Observation start(AttemptRequest request, @Nullable String uriTemplate, int number, @Nullable Observation parent) {
		if (this.registry.isNoop()) {
			return Observation.NOOP;
		}
		Context context = new Context(request);
		context.setUriTemplate((uriTemplate != null) ? path(uriTemplate) : null);
		Observation observation = ClientHttpObservationDocumentation.HTTP_CLIENT_EXCHANGES.observation(this.convention,
				DEFAULT, () -> context, this.registry);
		if (parent != null) {
			observation.parentObservation(parent);
		}
		if (number > 0) {
			observation.highCardinalityKeyValue(KeyValue.of(RESEND_COUNT, String.valueOf(number)));
		}
		return observation.start();
	}

	@Nullable Observation current() {
		return this.registry.getCurrentObservation();
	}

	// The convention knows no scheme but http and https, and would take others for a path
	private static String path(String uriTemplate) {
		int scheme = uriTemplate.indexOf("://");
		int query = uriTemplate.indexOf('?');
		if (scheme < 0 || (query >= 0 && query < scheme)) {
			return uriTemplate;
		}
		int path = uriTemplate.indexOf('/', scheme + 3);
		return (path >= 0) ? uriTemplate.substring(path) : "/";
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
