// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.discovery.ServiceTarget;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.ServiceEndpoints;

/**
 * The endpoints that channels connect to.
 *
 * @param resolver what finds them
 * @param injected the endpoints of the services that the AppHost references
 */
record ChannelEndpoints(ServiceEndpointResolver resolver, ServiceEndpoints injected) {

	/**
	 * Tells whether the AppHost references a service.
	 * @param service the name of the service
	 * @return whether it does
	 */
	boolean has(String service) {
		return !this.injected.endpointNames(service).isEmpty() || !this.injected.find(service).isEmpty();
	}

	/**
	 * Tells whether the AppHost references a service with an endpoint of a name.
	 * @param service the name of the service
	 * @param endpoint the name of the endpoint
	 * @return whether it does
	 */
	boolean has(String service, String endpoint) {
		return !this.injected.find(service, endpoint).isEmpty();
	}

	/**
	 * Returns the endpoints of a channel. A channel does with or without TLS as a whole,
	 * so those with TLS hide those without.
	 * @param target the service that the channel goes to
	 * @return the endpoints in their order
	 */
	List<ServiceEndpoint> find(ChannelTarget target) {
		List<ServiceEndpoint> endpoints = this.resolver.endpoints(target.reference().toString());
		return endpoints.stream().anyMatch(ChannelEndpoints::isSecure)
				? endpoints.stream().filter((endpoint) -> endpoint.scheme() == null || isSecure(endpoint)).toList()
				: endpoints;
	}

	/**
	 * Returns an endpoint that says whether a channel uses TLS.
	 * @param target the service that the channel goes to
	 * @return the endpoint, or {@code null} if none of them has a scheme
	 */
	@Nullable ServiceEndpoint decisive(ChannelTarget target) {
		return find(target).stream().filter((endpoint) -> endpoint.scheme() != null).findFirst().orElse(null);
	}

	/**
	 * Tells whether an endpoint is served over TLS.
	 * @param endpoint the endpoint
	 * @return whether it is
	 */
	static boolean isSecure(ServiceEndpoint endpoint) {
		return "https".equals(endpoint.scheme());
	}

	/**
	 * Returns what servers are told that they are called.
	 * @param target the service that the channel goes to
	 * @return the name of the service, or {@code null} if it is the address as usual
	 */
	@Nullable String hostName(ChannelTarget target) {
		ServiceTarget service = this.resolver.target(target.url());
		return (service != null) ? service.hostName() : null;
	}

	/**
	 * Says why a host is missing.
	 * @param target the service that the channel goes to
	 * @param failure the failure to find the host
	 * @return the failure, with the services that are known if this one is not
	 */
	IOException explain(ChannelTarget target, IOException failure) {
		ServiceTarget service = this.resolver.target(target.url());
		return (service != null) ? service.explain(failure) : failure;
	}

}
