// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * An endpoint of a service, as Spring Cloud sees it.
 */
final class AspireServiceInstance implements ServiceInstance {

	static final String ENDPOINT = "endpoint";

	private static final Map<String, Integer> PORTS = Map.of("http", 80, "ws", 80, "https", 443, "wss", 443);

	private final String serviceId;

	private final ServiceEndpoint endpoint;

	private final Map<String, String> metadata;

	/**
	 * Creates an instance.
	 * @param serviceId the service, as it was asked for
	 * @param endpointName the name of the endpoint
	 * @param endpoint the address
	 */
	AspireServiceInstance(String serviceId, String endpointName, ServiceEndpoint endpoint) {
		this.serviceId = serviceId;
		this.endpoint = endpoint;
		this.metadata = Map.of(ENDPOINT, endpointName);
	}

	/**
	 * Returns the service and the address, which stay the same over restarts.
	 */
	@Override
	public String getInstanceId() {
		return this.serviceId + ":" + this.endpoint.address();
	}

	@Override
	public String getServiceId() {
		return this.serviceId;
	}

	/**
	 * Returns the scheme of the address, which replaces that of the request. Without it,
	 * the load balancer would not know what to make of {@code https+http}.
	 * @return the scheme, or {@code null} if the address has none and that of the request
	 * counts
	 */
	@Override
	public @Nullable String getScheme() {
		return this.endpoint.scheme();
	}

	/**
	 * Returns the host as it stands in a URI.
	 */
	@Override
	public String getHost() {
		return new HostAndPort(this.endpoint.address().host(), HostAndPort.NO_PORT).toString();
	}

	/**
	 * Returns the port of the address, else that of its scheme.
	 * @return the port, or a negative number if both leave it open
	 */
	@Override
	public int getPort() {
		int port = this.endpoint.address().port();
		return (port != HostAndPort.NO_PORT) ? port
				: PORTS.getOrDefault(Objects.requireNonNullElse(getScheme(), ""), HostAndPort.NO_PORT);
	}

	@Override
	public boolean isSecure() {
		return "https".equals(getScheme()) || "wss".equals(getScheme());
	}

	/**
	 * Returns the address with its base path. Where it has no scheme, it is http.
	 */
	@Override
	public URI getUri() {
		String scheme = Objects.requireNonNullElse(getScheme(), "http");
		String authority = (getPort() != HostAndPort.NO_PORT) ? getHost() + ":" + getPort() : getHost();
		return URI.create(scheme + "://" + authority + this.endpoint.path());
	}

	@Override
	public Map<String, String> getMetadata() {
		return this.metadata;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AspireServiceInstance instance && this.serviceId.equals(instance.serviceId)
				&& this.endpoint.equals(instance.endpoint) && this.metadata.equals(instance.metadata);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.serviceId, this.endpoint);
	}

	@Override
	public String toString() {
		return this.serviceId + this.metadata + " at " + this.endpoint;
	}

}
