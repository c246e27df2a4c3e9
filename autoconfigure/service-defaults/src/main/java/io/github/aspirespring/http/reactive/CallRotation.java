// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.net.URI;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.discovery.EndpointRotation;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Goes through the Reactor context to the connector, so that every attempt of a call goes
 * to another endpoint.
 *
 * @param uri the address of the call
 * @param rotation the order of the endpoints
 * @param first the endpoint that is meant for this attempt, or {@code null} if it is the
 * next one
 */
record CallRotation(URI uri, EndpointRotation rotation, @Nullable ServiceEndpoint first) {

	/**
	 * Tells whether a request goes to the same service: a filter that fetches a token
	 * first sends a request of its own with the same context.
	 */
	boolean isFor(URI request) {
		return Objects.equals(request.getScheme(), this.uri.getScheme())
				&& Objects.equals(request.getRawAuthority(), this.uri.getRawAuthority());
	}

}
