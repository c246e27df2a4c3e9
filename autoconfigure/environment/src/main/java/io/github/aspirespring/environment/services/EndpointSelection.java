// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.ServiceEndpoints;

/**
 * Selects the endpoints that answer for a reference, the way .NET does: the first section
 * there is among {@code default} and the schemes, or the section of the named endpoint,
 * and of its endpoints those with the best scheme. Addresses without a scheme suit every
 * scheme. The name of a section says nothing about TLS; the scheme of the value does.
 * <p>
 * Where no such section exists, the variables in capitals are asked that AppHosts inject
 * beside the sections, because some shells drop variables with a dash in their name.
 *
 * @see <a href=
 * "https://github.com/dotnet/extensions/blob/main/src/Libraries/Microsoft.Extensions.ServiceDiscovery/Configuration/ConfigurationServiceEndpointProvider.cs">ConfigurationServiceEndpointProvider</a>
 */
public final class EndpointSelection {

	private static final String DEFAULT = "default";

	private final ServiceEndpoints services;

	private final AllowedSchemes allowed;

	/**
	 * Creates the selection.
	 * @param services the endpoints to select from
	 * @param allowed the schemes that endpoints may have
	 */
	public EndpointSelection(ServiceEndpoints services, AllowedSchemes allowed) {
		this.services = Objects.requireNonNull(services, "services");
		this.allowed = Objects.requireNonNull(allowed, "allowed");
	}

	/**
	 * Returns the endpoints that answer for a reference.
	 * @param reference the reference
	 * @return the endpoints in the order of their index; none if the service is unknown
	 * or none of its endpoints suits
	 * @throws MalformedConnectionException if an index is not a number or a value is not
	 * an address
	 */
	public List<ServiceEndpoint> select(ServiceReference reference) {
		List<String> schemes = this.allowed.of(reference);
		List<ServiceEndpoint> endpoints = (reference.endpoint() != null)
				? this.services.find(reference.service(), reference.endpoint()) : unnamed(reference.service(), schemes);
		boolean any = this.allowed.all() && reference.schemes().isEmpty();
		return any ? endpoints : filter(endpoints, schemes);
	}

	// A section counts once it exists, even if none of its endpoints suits
	private List<ServiceEndpoint> unnamed(String service, List<String> schemes) {
		List<String> sections = new ArrayList<>();
		sections.add(DEFAULT);
		sections.addAll(schemes);
		Set<String> existing = this.services.endpointNames(service);
		for (String section : sections) {
			if (existing.contains(section)) {
				return this.services.find(service, section);
			}
		}
		for (String scheme : schemes) {
			List<ServiceEndpoint> endpoints = this.services.find(service, scheme);
			if (!endpoints.isEmpty()) {
				return endpoints;
			}
		}
		return this.services.findExternal(service);
	}

	private static List<ServiceEndpoint> filter(List<ServiceEndpoint> endpoints, List<String> schemes) {
		String best = schemes.stream()
			.filter((scheme) -> endpoints.stream().anyMatch((endpoint) -> scheme.equals(endpoint.scheme())))
			.findFirst()
			.orElse(null);
		return endpoints.stream()
			.filter((endpoint) -> endpoint.scheme() == null || endpoint.scheme().equals(best))
			.toList();
	}

}
