// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.net.URI;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.http.HttpAttempt;

/**
 * The attributes of a request that the application sends.
 *
 * @param queryValues whether the values of query parameters show
 */
record ClientSpan(boolean queryValues) {

	// What Spring calls the address that the application has asked for
	private static final String SPRING_URL = "http.url";

	private static final int FAILING = 400;

	/**
	 * Adds the attributes.
	 * @param span what is known of the request
	 * @param requested the address that the application has asked for
	 * @param uriTemplate that address, or its path, with its variables, if it is known
	 */
	void describe(HttpSpan span, URI requested, @Nullable String uriTemplate) {
		span.describe(route(uriTemplate), FAILING);
		URI resolved = HttpAttempt.address(span.context());
		URI address = (resolved != null) ? resolved : requested;
		String scheme = address.getScheme();
		if ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)) {
			span.add("url.full", PublicUrl.of(address, this.queryValues));
			int port = "https".equalsIgnoreCase(scheme) ? 443 : 80;
			span.addServer(address.getHost(), (address.getPort() >= 0) ? address.getPort() : port);
		}
		hideSecrets(span.context(), requested);
	}

	private void hideSecrets(Observation.Context context, URI requested) {
		if (context.getHighCardinalityKeyValue(SPRING_URL) != null) {
			context.addHighCardinalityKeyValue(KeyValue.of(SPRING_URL, PublicUrl.of(requested, this.queryValues)));
		}
	}

	private static @Nullable String route(@Nullable String uriTemplate) {
		String path = HttpAttempt.path(uriTemplate);
		if (path == null) {
			return null;
		}
		int query = path.indexOf('?');
		String route = (query >= 0) ? path.substring(0, query) : path;
		return route.startsWith("/") ? route : "/" + route;
	}

}
