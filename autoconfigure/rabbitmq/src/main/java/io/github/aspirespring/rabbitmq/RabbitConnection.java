// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * A connection to RabbitMQ, put together from everything that an AppHost says about it:
 * discrete properties win over the connection string, which wins over the URI. It is
 * encrypted if any of them says so.
 */
final class RabbitConnection {

	private static final String URI = "URI";

	private final ConnectionProperties properties;

	private final List<AmqpUri> uris;

	private final List<HostAndPort> endpoints;

	private final boolean tls;

	private RabbitConnection(ConnectionProperties properties, List<AmqpUri> uris, List<HostAndPort> endpoints,
			boolean tls) {
		this.properties = properties;
		this.uris = List.copyOf(uris);
		this.endpoints = endpoints;
		this.tls = tls;
	}

	/**
	 * Reads a connection.
	 * @param connection the connection
	 * @return the connection to RabbitMQ, with at least one endpoint
	 * @throws MalformedConnectionException if something that is needed cannot be read
	 */
	static RabbitConnection of(Connection connection) {
		ConnectionProperties properties = connection.properties();
		List<AmqpUri> uris = new ArrayList<>();
		ConnectionString string = connection.connectionString();
		if (string != null) {
			uris.add(AmqpUri.parse(string.source(), string.value()));
		}
		String host = properties.host();
		AmqpUri uri = uri(properties, host == null && uris.isEmpty());
		if (uri != null) {
			uris.add(uri);
		}
		boolean tls = AmqpUri.isTls(properties.get(URI)) || uris.stream().anyMatch(AmqpUri::tls);
		if (host == null && uris.isEmpty()) {
			throw new MalformedConnectionException(connection.sources().get(0), "it must name at least one host");
		}
		List<HostAndPort> endpoints = uris.isEmpty() ? List.of() : uris.get(0).endpoints();
		if (host != null) {
			int otherwise = endpoints.isEmpty() ? (tls ? AmqpUri.TLS_PORT : AmqpUri.PORT) : endpoints.get(0).port();
			endpoints = List.of(new HostAndPort(host, Objects.requireNonNullElse(properties.port(), otherwise)));
		}
		return new RabbitConnection(properties, uris, endpoints, tls);
	}

	List<HostAndPort> endpoints() {
		return this.endpoints;
	}

	boolean tls() {
		return this.tls;
	}

	@Nullable String username() {
		String username = this.properties.username();
		return (username != null) ? username : first(AmqpUri::username);
	}

	@Nullable String password() {
		String password = this.properties.password();
		return (password != null) ? password : first(AmqpUri::password);
	}

	@Nullable String virtualHost() {
		return first(AmqpUri::virtualHost);
	}

	@Nullable Integer parameter(AmqpUri.Parameter parameter) {
		return first((uri) -> uri.parameters().get(parameter));
	}

	/**
	 * Returns the query parameters that have no counterpart in Spring, in words that can
	 * be logged.
	 */
	List<String> unused() {
		return this.uris.stream().flatMap((uri) -> uri.unused().stream()).distinct().toList();
	}

	/**
	 * Returns the endpoints only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "RabbitConnection" + this.endpoints;
	}

	private <T> @Nullable T first(Function<AmqpUri, @Nullable T> getter) {
		for (AmqpUri uri : this.uris) {
			T value = getter.apply(uri);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	private static @Nullable AmqpUri uri(ConnectionProperties properties, boolean needed) {
		String source = properties.source(URI);
		String text = properties.get(URI);
		if (source == null || text == null) {
			return null;
		}
		List<ConnectionUri> uris;
		try {
			uris = AmqpUri.split(source, text);
		}
		catch (MalformedConnectionException ex) {
			// A password that was not encoded can make a URI unreadable, and the other
			// properties say the same
			if (needed) {
				throw ex;
			}
			return null;
		}
		return AmqpUri.of(source, uris);
	}

}
