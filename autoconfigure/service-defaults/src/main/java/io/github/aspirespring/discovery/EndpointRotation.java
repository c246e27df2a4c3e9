// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.ServiceReference;

/**
 * The order in which one call tries the endpoints of a service. Every attempt gets
 * another one until all had their turn; those that nobody could connect to lately come
 * last.
 * <p>
 * Thread-safe, because several attempts of a call may run at once.
 */
public final class EndpointRotation {

	private final ServiceReference reference;

	private final List<ServiceEndpoint> endpoints;

	private final TargetSettings settings;

	private final int first;

	private final int[] tries;

	private final IntConsumer selected;

	private @Nullable Set<ServiceEndpoint> failed;

	EndpointRotation(ServiceReference reference, List<ServiceEndpoint> endpoints, TargetSettings settings, int first,
			IntConsumer selected) {
		this.reference = reference;
		this.endpoints = endpoints;
		this.settings = settings;
		this.first = first;
		this.tries = new int[endpoints.size()];
		this.selected = selected;
	}

	/**
	 * Returns how many endpoints there are.
	 * @return the number of endpoints, at least one
	 */
	public int size() {
		return this.endpoints.size();
	}

	/**
	 * Returns the endpoint for the next attempt. There always is one: after the last
	 * endpoint the first has its turn again.
	 * @return the endpoint
	 */
	public ServiceEndpoint next() {
		int index = choose();
		this.selected.accept(index);
		return this.endpoints.get(index);
	}

	private synchronized int choose() {
		int best = this.first;
		for (int i = 1; i < this.tries.length; i++) {
			int candidate = (this.first + i) % this.tries.length;
			if (precedes(candidate, best)) {
				best = candidate;
			}
		}
		this.tries[best]++;
		return best;
	}

	/**
	 * Returns a URL with the endpoint in the place of the name of the service. The path
	 * of the endpoint comes first, and its port replaces that of the URL.
	 * @param url the URL with the name of the service
	 * @param endpoint the endpoint
	 * @return the URL with the address
	 * @throws IllegalStateException if the endpoint has no scheme and the first that the
	 * URL asks for is not allowed
	 * @throws MalformedConnectionException if the endpoint does not fit into a URL
	 */
	public URI address(URI url, ServiceEndpoint endpoint) {
		return EndpointUrl.of(url, this.reference.port(), endpoint, scheme(endpoint));
	}

	/**
	 * Tells whether the call can go to the next endpoint at once, because a failure says
	 * that no connection to this one was made. This one then comes last for 5 seconds.
	 * @param endpoint the endpoint of the attempt that failed
	 * @param failure the failure, with its causes
	 * @return whether nothing was sent and the call has not failed to connect to all
	 * other endpoints
	 */
	public boolean failedToConnect(ServiceEndpoint endpoint, Throwable failure) {
		if (size() == 1 || !ConnectFailure.isCauseOf(failure)) {
			return false;
		}
		this.settings.unreachable().add(this.reference.service(), endpoint);
		synchronized (this) {
			if (this.failed == null) {
				this.failed = new HashSet<>();
			}
			this.failed.add(endpoint);
			return !this.failed.containsAll(this.endpoints);
		}
	}

	private boolean precedes(int candidate, int best) {
		if (this.tries[candidate] != this.tries[best]) {
			return this.tries[candidate] < this.tries[best];
		}
		UnreachableEndpoints unreachable = this.settings.unreachable();
		return unreachable.contains(this.endpoints.get(best)) && !unreachable.contains(this.endpoints.get(candidate));
	}

	private String scheme(ServiceEndpoint endpoint) {
		List<String> schemes = this.reference.schemes();
		String scheme = schemes.get(0);
		// As in .NET, a URL with one scheme is never refused
		if (endpoint.scheme() == null && schemes.size() > 1 && !this.settings.allowed().allows(scheme)) {
			throw new IllegalStateException("The scheme '" + scheme + "' is not allowed. Ask for "
					+ this.reference.service() + " with another scheme first, or add '" + scheme
					+ "' to aspire.service-discovery.allowed-schemes");
		}
		return scheme;
	}

}
