// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Describes the requests of {@code WebClient}.
 *
 * @param client what is described
 */
record ReactiveClientSpanFilter(ClientSpan client) implements ObservationFilter {

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof ClientRequestObservationContext call) {
			ClientRequest request = call.getRequest();
			ClientResponse response = call.getResponse();
			if (request != null) {
				Integer status = (response != null) ? response.statusCode().value() : null;
				this.client.describe(new HttpSpan(context, request.method().name(), status), request.url(),
						call.getUriTemplate());
			}
		}
		return context;
	}

}
