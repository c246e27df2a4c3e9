// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.ServiceEndpoints;
import io.github.aspirespring.environment.services.ServiceReference;

/**
 * Finds the addresses of services, as service discovery of .NET does. A service is asked
 * for as {@code https+http://catalog} or, for a named endpoint,
 * {@code https+http://_admin.catalog}; several endpoints take turns. A service that
 * nobody knows is taken for the name of a host.
 * <p>
 * Thread-safe.
 */
public final class ServiceEndpointResolver {

	private static final int CAPACITY = 1024;

	private final List<ServiceEndpointProvider> providers;

	private final TargetSettings settings;

	private final Map<Key, ServiceTarget> fixed = new ConcurrentHashMap<>();

	private final Map<Key, AtomicInteger> turns = new ConcurrentHashMap<>();

	private final Set<Key> strangers = ConcurrentHashMap.newKeySet();

	ServiceEndpointResolver(ServiceEndpoints services, AspireServiceDiscoveryProperties properties,
			List<ServiceEndpointProvider> providers, EndpointSelections selections) {
		this.providers = List.copyOf(providers);
		this.settings = new TargetSettings(services, properties.allowed(), properties.applyHostName(),
				new UnreachableEndpoints(System::nanoTime), selections);
	}

	/**
	 * Replaces the name of a service by the address of its next endpoint:
	 * {@code https+http://catalog/products?page=1} becomes
	 * {@code https://localhost:7001/products?page=1}.
	 * @param url the URL with the name of a service
	 * @return the URL with the address
	 * @throws IllegalArgumentException if the text is no absolute URL
	 * @throws MalformedConnectionException if what is injected for the service is
	 * malformed
	 * @throws IllegalStateException if the scheme is not allowed
	 */
	public URI resolve(String url) {
		URI uri = URI.create(url);
		Assert.isTrue(uri.getRawAuthority() != null,
				"A URL is needed that starts with a scheme and the name of a service, as in 'https+http://catalog'");
		return resolve(uri);
	}

	/**
	 * Replaces the name of a service by the address of its next endpoint.
	 * @param url the URL with the name of a service
	 * @return the URL with the address, or the URL itself if it names no service
	 * @throws MalformedConnectionException if what is injected for the service is
	 * malformed
	 * @throws IllegalStateException if the scheme is not allowed
	 */
	public URI resolve(URI url) {
		ServiceTarget target = target(url);
		if (target == null) {
			return url;
		}
		EndpointRotation rotation = target.rotation();
		return rotation.address(url, rotation.next());
	}

	/**
	 * Returns all endpoints of a service.
	 * @param query the service, {@code [scheme[+scheme]://][_endpoint.]service[:port]}
	 * @return the endpoints in their order; if nobody knows any, the name of the service
	 * as that of a host
	 * @throws IllegalArgumentException if the query does not follow the grammar
	 * @throws MalformedConnectionException if what is injected for the service is
	 * malformed
	 */
	public List<ServiceEndpoint> endpoints(String query) {
		ServiceReference reference = ServiceReference.parse(query);
		return target(reference, lookUp(reference), new AtomicInteger()).endpoints();
	}

	/**
	 * Returns what answers for the service that a URL names.
	 * @param url the URL
	 * @return the target, or {@code null} if the URL is that of a host and needs no
	 * change
	 * @throws MalformedConnectionException if what is injected for the service is
	 * malformed
	 */
	public @Nullable ServiceTarget target(URI url) {
		String authority = url.getRawAuthority();
		String scheme = url.getScheme();
		if (authority == null || scheme == null) {
			return null;
		}
		Key key = new Key(scheme, authority);
		ServiceTarget target = this.fixed.get(key);
		return (target != null || this.strangers.contains(key)) ? target : find(key);
	}

	int size() {
		return this.fixed.size() + this.turns.size() + this.strangers.size();
	}

	private @Nullable ServiceTarget find(Key key) {
		ServiceReference reference = reference(key);
		List<ServiceEndpoint> endpoints = (reference != null) ? lookUp(reference) : List.of();
		boolean changing = reference != null && isChanging(reference, endpoints);
		if (reference == null || (endpoints.isEmpty() && isHost(reference))) {
			if (!changing) {
				makeRoom(this.strangers);
				this.strangers.add(key);
			}
			return null;
		}
		makeRoom(this.turns.keySet());
		ServiceTarget target = target(reference, endpoints,
				this.turns.computeIfAbsent(key, (added) -> new AtomicInteger()));
		if (!changing) {
			makeRoom(this.fixed.keySet());
			this.fixed.put(key, target);
		}
		return target;
	}

	private static @Nullable ServiceReference reference(Key key) {
		try {
			return ServiceReference.parse(key.scheme(), key.authority());
		}
		catch (IllegalArgumentException ex) {
			if (key.scheme().indexOf('+') >= 0) {
				throw ex;
			}
			// The client itself says best what is wrong with the address of a host
			return null;
		}
	}

	/**
	 * Tells whether a reference that no endpoint answers for is just the address of a
	 * host.
	 */
	private boolean isHost(ServiceReference reference) {
		return reference.schemes().size() == 1 && reference.endpoint() == null
				&& this.settings.services().endpointNames(reference.service()).isEmpty();
	}

	private ServiceTarget target(ServiceReference reference, List<ServiceEndpoint> endpoints, AtomicInteger turn) {
		boolean known = !endpoints.isEmpty();
		return new ServiceTarget(this.settings, reference, known ? endpoints : List.of(passThrough(reference)), known,
				turn);
	}

	// Not every authority that a program asks for is worth remembering
	private static void makeRoom(Set<Key> keys) {
		if (keys.size() >= CAPACITY) {
			keys.clear();
		}
	}

	/**
	 * Tells whether the next answer may differ: what the AppHost has injected stays, but
	 * it may not be what was found.
	 */
	private boolean isChanging(ServiceReference reference, List<ServiceEndpoint> found) {
		ServiceEndpointProvider first = this.providers.get(0);
		return !(first instanceof InjectedEndpoints)
				|| (this.providers.size() > 1 && (found.isEmpty() || first.endpoints(reference).isEmpty()));
	}

	private List<ServiceEndpoint> lookUp(ServiceReference reference) {
		for (ServiceEndpointProvider provider : this.providers) {
			List<ServiceEndpoint> endpoints = provider.endpoints(reference);
			if (!endpoints.isEmpty()) {
				return endpoints;
			}
		}
		return List.of();
	}

	private static ServiceEndpoint passThrough(ServiceReference reference) {
		HostAndPort host = HostAndPort.parse(reference.service(), reference.service());
		int port = reference.port();
		if (port == HostAndPort.NO_PORT && reference.schemes().size() == 1) {
			port = EndpointUrl.defaultPort(reference.schemes().get(0));
		}
		return new ServiceEndpoint(reference.toString(), null, new HostAndPort(host.host(), port), "");
	}

	private record Key(String scheme, String authority) {

	}

}
