// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.net.URI;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

import io.github.aspirespring.telemetry.tracing.UntracedRequests;

/**
 * Describes the requests that a reactive server answers.
 *
 * @param untraced what is not traced
 */
record ReactiveServerSpanFilter(UntracedPaths untraced) implements ObservationFilter, UntracedRequests {

	@Override
	public boolean include(Observation.ContextView context) {
		return context instanceof ServerRequestObservationContext server && server.getCarrier() != null
				&& this.untraced.include(server.getCarrier().getPath().pathWithinApplication().value());
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof ServerRequestObservationContext server && server.getCarrier() != null) {
			ServerHttpRequest request = server.getCarrier();
			URI uri = request.getURI();
			new ServerSpan(uri.getScheme(), request.getPath().value(), uri.getHost(), port(uri),
					server.getPathPattern())
				.describe(new HttpSpan(context, request.getMethod().name(), status(server)));
		}
		return context;
	}

	private static int port(URI uri) {
		return (uri.getPort() >= 0) ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
	}

	private static @Nullable Integer status(ServerRequestObservationContext server) {
		ServerHttpResponse response = server.getResponse();
		HttpStatusCode status = (response != null) ? response.getStatusCode() : null;
		if (status != null) {
			return status.value();
		}
		return (response != null && !server.isConnectionAborted()) ? 200 : null;
	}

}
