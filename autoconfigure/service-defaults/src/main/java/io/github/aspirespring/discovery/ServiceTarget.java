// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.ServiceReference;

/**
 * The endpoints that answer for {@code scheme(s)://[_endpoint.]service}.
 * <p>
 * Thread-safe.
 */
public final class ServiceTarget {

	private final TargetSettings settings;

	private final ServiceReference reference;

	private final List<ServiceEndpoint> endpoints;

	private final boolean known;

	private final AtomicInteger turn;

	private final @Nullable Runnable[] counters;

	private final IntConsumer selected = this::selected;

	ServiceTarget(TargetSettings settings, ServiceReference reference, List<ServiceEndpoint> endpoints, boolean known,
			AtomicInteger turn) {
		this.settings = settings;
		this.reference = reference;
		this.endpoints = endpoints;
		this.known = known;
		this.turn = turn;
		this.counters = new Runnable[known ? endpoints.size() : 0];
	}

	/**
	 * Returns the name of the service.
	 * @return the name in lower case
	 */
	public String service() {
		return this.reference.service();
	}

	/**
	 * Returns all endpoints.
	 * @return the endpoints in their order, at least one
	 */
	public List<ServiceEndpoint> endpoints() {
		return this.endpoints;
	}

	/**
	 * Returns what requests carry as their {@code Host} header unless they have one.
	 * @return the name of the service, or {@code null} if it is the address as usual
	 */
	public @Nullable String hostName() {
		return (this.known && this.settings.applyHostName()) ? service() : null;
	}

	/**
	 * Returns the order in which one call tries the endpoints. Its first endpoint is the
	 * next in turn, as in .NET the second one at the very first call.
	 * @return the order, for one call
	 */
	public EndpointRotation rotation() {
		int first = (this.endpoints.size() == 1) ? 0
				: Integer.remainderUnsigned(this.turn.incrementAndGet(), this.endpoints.size());
		return new EndpointRotation(this.reference, this.endpoints, this.settings, first, this.selected);
	}

	/**
	 * Explains why a call failed. Where nobody knows the service and no host has its name
	 * either, the failure of the client says nothing about services.
	 * @param failure the failure of a client
	 * @return an {@link UnresolvedServiceException} in that case, else the failure itself
	 */
	public IOException explain(IOException failure) {
		if (this.known || !ConnectFailure.isUnknownHost(failure)) {
			return failure;
		}
		String service = service();
		return new UnresolvedServiceException(service,
				"Nobody knows an endpoint for '" + this.reference + "', and there is no host '" + service + "' either. "
						+ known(service) + ".",
				"Add .WithReference(" + service + ") in the AppHost, or set the property aspire.services." + service
						+ ".http[0].",
				failure);
	}

	// It does not matter if several threads ask for a counter at the same time
	private void selected(int index) {
		if (index < this.counters.length) {
			Runnable counter = this.counters[index];
			if (counter == null) {
				counter = this.settings.selections().counter(service(), this.endpoints.get(index));
				this.counters[index] = counter;
			}
			counter.run();
		}
	}

	private String known(String service) {
		if (!this.settings.services().endpointNames(service).isEmpty()) {
			return "The endpoints of the service are " + this.settings.services().endpointNames(service);
		}
		return "The AppHost references " + (this.settings.services().isEmpty() ? "no service"
				: "the services " + this.settings.services().names());
	}

}
