// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.ServiceEndpoints;
import io.github.aspirespring.environment.services.EndpointSelection;

/**
 * Services that an AppHost references, and what finds them.
 */
final class Services {

	static final AspireServiceDiscoveryProperties DEFAULTS = properties(null);

	private final Map<String, String> variables = new HashMap<>();

	static final EndpointSelections NO_SELECTIONS = (service, endpoint) -> () -> {
	};

	private Services() {
	}

	static Services none() {
		return new Services();
	}

	/**
	 * A service with an endpoint that has several addresses.
	 */
	static Services of(String service, String endpoint, String... addresses) {
		return none().and(service, endpoint, addresses);
	}

	Services and(String service, String endpoint, String... addresses) {
		for (int i = 0; i < addresses.length; i++) {
			this.variables.put("services__" + service + "__" + endpoint + "__" + i, addresses[i]);
		}
		return this;
	}

	Services variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	ServiceEndpointResolver resolver(ServiceEndpointProvider... others) {
		return resolver(DEFAULTS, others);
	}

	/**
	 * Returns what resolves these services and, after them, those of other providers.
	 */
	ServiceEndpointResolver resolver(AspireServiceDiscoveryProperties properties, ServiceEndpointProvider... others) {
		List<ServiceEndpointProvider> providers = new ArrayList<>();
		providers.add(injected(properties));
		providers.addAll(List.of(others));
		return new ServiceEndpointResolver(services(), properties, providers, NO_SELECTIONS);
	}

	InjectedEndpoints injected(AspireServiceDiscoveryProperties properties) {
		return new InjectedEndpoints(new EndpointSelection(services(), properties.allowed()));
	}

	ServiceEndpoints services() {
		return AspireEnvironment.of(this.variables).services();
	}

	static AspireServiceDiscoveryProperties properties(@Nullable Boolean allowAllSchemes, String... allowedSchemes) {
		return new AspireServiceDiscoveryProperties(true, allowAllSchemes, List.of(allowedSchemes), false);
	}

	static ServiceEndpoint endpoint(String address) {
		return ServiceEndpoint.parse(address, address);
	}

}
