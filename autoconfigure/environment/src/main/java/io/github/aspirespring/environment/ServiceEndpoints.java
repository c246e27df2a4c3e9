// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;

import org.jspecify.annotations.Nullable;

/**
 * The endpoints of the services that an AppHost references, from
 * {@code services__{service}__{endpoint}__{index}} and, where a shell has dropped those
 * because of a dash in the name, from {@code {NAME}_{ENDPOINT}}. Names are compared
 * without regard to case and to how they are encoded.
 */
public final class ServiceEndpoints {

	private static final List<String> UNNAMED = List.of("https", "http", "default");

	private final SortedMap<String, Service> services = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final Map<String, Service> index = new HashMap<>();

	private final Map<String, Map.Entry<String, String>> urls = new HashMap<>();

	private ServiceEndpoints() {
	}

	static ServiceEndpoints of(SortedMap<String, String> endpoints, Map<String, String> others) {
		ServiceEndpoints services = new ServiceEndpoints();
		endpoints.forEach(services::addEndpoint);
		others.forEach(services::addUrl);
		services.services.forEach((name, service) -> VariableName.forms(name)
			.forEach((form) -> services.index.putIfAbsent(form, service)));
		return services;
	}

	/**
	 * Returns the names of the services that are known by {@code services__} variables. A
	 * service that is known by {@code {NAME}_{ENDPOINT}} alone can be found but not
	 * listed, for nothing tells where its name ends.
	 * @return the names as they are spelled, in alphabetical order
	 */
	public List<String> names() {
		return List.copyOf(this.services.keySet());
	}

	/**
	 * Returns the names of the endpoints of a service that are known by
	 * {@code services__} variables.
	 * @param service the name of the service
	 * @return the names as they are spelled, in alphabetical order; none for an unknown
	 * service
	 */
	public Set<String> endpointNames(String service) {
		Service found = lookUp(service);
		if (found != null) {
			return Collections.unmodifiableSet(found.endpoints.keySet());
		}
		String stripped = VariableName.strip(service);
		return stripped.equals(service) ? Set.of() : endpointNames(stripped);
	}

	/**
	 * Returns the addresses of one endpoint of a service, in the order of their index;
	 * indexes may have gaps.
	 * @param service the name of the service
	 * @param endpoint the name of the endpoint or, for endpoints named http and https,
	 * their scheme
	 * @return the addresses, none if service or endpoint are unknown
	 * @throws MalformedConnectionException if an index is not a number or a value is not
	 * an address
	 */
	public List<ServiceEndpoint> find(String service, String endpoint) {
		Service found = lookUp(service);
		if (found != null && found.endpoints.containsKey(endpoint)) {
			return found.addresses(endpoint);
		}
		ServiceEndpoint variable = endpoint.equalsIgnoreCase("https") ? https(service, found)
				: variable(VariableName.prefix(service) + VariableName.encode(endpoint));
		if (variable != null) {
			return List.of(variable);
		}
		String stripped = VariableName.strip(service);
		return stripped.equals(service) ? List.of() : find(stripped, endpoint);
	}

	/**
	 * Returns the addresses of a service when no endpoint is asked for: those of
	 * {@code https}, else {@code http}, else {@code default}, else of its only other
	 * endpoint; then {@code {NAME}_HTTPS} and {@code {NAME}_HTTP}, then {@code {NAME}},
	 * which stands for an external service.
	 * @param service the name of the service
	 * @return the addresses, none if the service is unknown
	 * @throws MalformedConnectionException if an index is not a number or a value is not
	 * an address
	 */
	public List<ServiceEndpoint> find(String service) {
		Service found = lookUp(service);
		String endpoint = (found != null) ? found.unnamed() : null;
		if (found != null && endpoint != null) {
			return found.addresses(endpoint);
		}
		ServiceEndpoint variable = https(service, found);
		if (variable == null) {
			variable = variable(VariableName.prefix(service) + "HTTP");
		}
		if (variable == null) {
			variable = variable(VariableName.encode(service));
		}
		if (variable != null) {
			return List.of(variable);
		}
		String stripped = VariableName.strip(service);
		return stripped.equals(service) ? List.of() : find(stripped);
	}

	/**
	 * Returns the address of an external service by {@code {NAME}} alone.
	 * @param service the name of the service
	 * @return the address, none if there is no such variable
	 * @throws MalformedConnectionException if the value is not an address
	 */
	public List<ServiceEndpoint> findExternal(String service) {
		ServiceEndpoint variable = variable(VariableName.encode(service));
		return (variable != null) ? List.of(variable) : List.of();
	}

	/**
	 * Tells whether no service is known by a {@code services__} variable.
	 * @return whether there is none
	 */
	public boolean isEmpty() {
		return this.services.isEmpty();
	}

	/**
	 * Returns the names of the services.
	 */
	@Override
	public String toString() {
		return "ServiceEndpoints" + names();
	}

	private void addEndpoint(String variable, String value) {
		Matcher name = Objects.requireNonNull(VariableName.endpoint(variable));
		this.services.computeIfAbsent(name.group(1), (key) -> new Service())
			.add(name.group(2), new Value(name.group(3), variable, value));
	}

	private void addUrl(String variable, String value) {
		// Any variable may have the name of an endpoint, but only an AppHost puts a URL
		// there
		if (ConnectionUri.isUri(value)) {
			this.urls.merge(VariableName.upper(VariableName.encode(variable)), Map.entry(variable, value),
					BinaryOperator.minBy(Map.Entry.comparingByKey(VariableName.PRECEDENCE)));
		}
	}

	private @Nullable Service lookUp(String name) {
		return VariableName.forms(name).stream().map(this.index::get).filter(Objects::nonNull).findFirst().orElse(null);
	}

	// The publishers for Docker Compose and Kubernetes drop services__x__https__0 but
	// keep X_HTTPS, which then points at a port without TLS
	private @Nullable ServiceEndpoint https(String service, @Nullable Service found) {
		String prefix = VariableName.prefix(service);
		ServiceEndpoint https = variable(prefix + "HTTPS");
		ServiceEndpoint http = variable(prefix + "HTTP");
		boolean dropped = found != null && found.endpoints.containsKey("http");
		boolean samePort = https != null && http != null && "http".equals(http.scheme())
				&& http.address().equals(https.address());
		return (dropped || samePort) ? null : https;
	}

	private @Nullable ServiceEndpoint variable(String name) {
		Map.Entry<String, String> url = this.urls.get(VariableName.upper(name));
		return (url != null) ? ServiceEndpoint.parse(url.getKey(), url.getValue()) : null;
	}

	private record Value(@Nullable String index, String source, String text) {

		int order() {
			if (this.index == null || !this.index.matches("[0-9]{1,9}")) {
				throw new MalformedConnectionException(this.source, "the index of an endpoint must be a whole number");
			}
			return Integer.parseInt(this.index);
		}

		ServiceEndpoint address() {
			return ServiceEndpoint.parse(this.source, this.text);
		}

		@Override
		public String toString() {
			return this.source;
		}

	}

	private static final class Service {

		private final Map<String, List<Value>> endpoints = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		void add(String endpoint, Value value) {
			this.endpoints.computeIfAbsent(endpoint, (key) -> new ArrayList<>()).add(value);
		}

		@Nullable String unnamed() {
			String only = (this.endpoints.size() == 1) ? this.endpoints.keySet().iterator().next() : null;
			return UNNAMED.stream().filter(this.endpoints::containsKey).findFirst().orElse(only);
		}

		List<ServiceEndpoint> addresses(String endpoint) {
			Map<Integer, ServiceEndpoint> ordered = new TreeMap<>();
			for (Value value : this.endpoints.getOrDefault(endpoint, List.of())) {
				// As in .NET, a value of the endpoint itself hides those with an index,
				// and an empty one says nothing
				if (value.index() == null && !value.text().isBlank()) {
					return List.of(value.address());
				}
				if (value.index() != null) {
					ordered.putIfAbsent(value.order(), value.address());
				}
			}
			return List.copyOf(ordered.values());
		}

	}

}
