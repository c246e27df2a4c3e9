// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.io.IOException;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;

/**
 * Describes the requests of {@code RestClient} and {@code RestTemplate}.
 *
 * @param client what is described
 */
record ClientSpanFilter(ClientSpan client) implements ObservationFilter {

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof ClientRequestObservationContext call && call.getCarrier() != null) {
			ClientHttpRequest request = call.getCarrier();
			this.client.describe(new HttpSpan(context, request.getMethod().name(), status(call.getResponse())),
					request.getURI(), call.getUriTemplate());
		}
		return context;
	}

	private static @Nullable Integer status(@Nullable ClientHttpResponse response) {
		try {
			return (response != null) ? response.getStatusCode().value() : null;
		}
		catch (IOException ex) {
			// The connection was lost, as the exception of the call says
			return null;
		}
	}

}
