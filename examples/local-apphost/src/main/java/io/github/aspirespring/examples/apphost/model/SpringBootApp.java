// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * A Spring Boot service, the outcome of {@code AddSpringBootApp(…)}, which another
 * service can reference.
 *
 * @param name the resource name
 * @param endpoints where it listens, the endpoint {@code http} first
 */
public record SpringBootApp(String name, List<HttpEndpoint> endpoints) {

	/**
	 * Creates a service with the endpoint that every one has.
	 * @param name the resource name
	 * @param port the port of the endpoint
	 */
	public SpringBootApp(String name, int port) {
		this(name, List.of(new HttpEndpoint("http", "SERVER_PORT", port)));
	}

	/**
	 * Adds the endpoint of a service that serves gRPC as well, on a port of its own.
	 * @param port the port of the endpoint
	 * @return the service with that endpoint
	 */
	public SpringBootApp withGrpc(int port) {
		HttpEndpoint grpc = new HttpEndpoint("grpc", "SPRING_GRPC_SERVER_PORT", port);
		return new SpringBootApp(this.name, Stream.concat(this.endpoints.stream(), Stream.of(grpc)).toList());
	}

}
