// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.cloud.client.ServiceInstance;

import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.ServiceEndpoints;
import io.github.aspirespring.environment.services.ServiceReference;

/**
 * The instances of services: what answers for {@code https+http://catalog} or, for
 * {@code _admin.catalog}, its endpoint of that name. A service that nobody knows has
 * none, so that other discovery clients are asked.
 */
final class ServiceInstances {

	private static final String SCHEMES = "https+http";

	private final ServiceEndpoints services;

	private final List<ServiceEndpointProvider> providers;

	ServiceInstances(ServiceEndpoints services, List<ServiceEndpointProvider> providers) {
		this.services = services;
		this.providers = providers;
	}

	/**
	 * Returns the instances of a service.
	 * @param serviceId the name of the service, or that of an endpoint of it
	 * @return the instances in the order of the endpoints, none if nobody knows any
	 */
	List<ServiceInstance> find(String serviceId) {
		return reference(serviceId).map((reference) -> find(serviceId, reference)).orElse(List.of());
	}

	/**
	 * Returns the services that the AppHost references.
	 * @return the names of the services in alphabetical order
	 */
	List<String> names() {
		return this.services.names();
	}

	/**
	 * Tells whether finding instances may take its time. What the AppHost has injected is
	 * there, others may have to ask for what they know.
	 */
	boolean mayWait() {
		return this.providers.size() > 1;
	}

	private List<ServiceInstance> find(String serviceId, ServiceReference reference) {
		return this.providers.stream()
			.map((provider) -> provider.endpoints(reference))
			.filter((endpoints) -> !endpoints.isEmpty())
			.findFirst()
			.orElse(List.of())
			.stream()
			.<ServiceInstance>map(
					(endpoint) -> new AspireServiceInstance(serviceId, endpointName(reference, endpoint), endpoint))
			.toList();
	}

	private static Optional<ServiceReference> reference(String serviceId) {
		try {
			return Optional.of(ServiceReference.parse(SCHEMES, serviceId));
		}
		catch (IllegalArgumentException ex) {
			// It can be the name of a service elsewhere, but not in an AppHost
			return Optional.empty();
		}
	}

	// An AppHost names the endpoints that need no name after their scheme
	private static String endpointName(ServiceReference reference, ServiceEndpoint endpoint) {
		return Objects.requireNonNullElse(reference.endpoint(),
				Objects.requireNonNullElse(endpoint.scheme(), "default"));
	}

}
