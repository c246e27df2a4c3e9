// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

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
 * A connection to Redis, put together from everything that an AppHost says about it:
 * discrete properties win over the connection string, which wins over the URI. It is
 * encrypted if any of them says so.
 */
final class RedisConnection {

	private static final String URI = "URI";

	private final ConnectionProperties properties;

	private final List<RedisConnectionString> strings;

	private final List<HostAndPort> endpoints;

	private final boolean tls;

	private RedisConnection(ConnectionProperties properties, List<RedisConnectionString> strings,
			List<HostAndPort> endpoints) {
		this.properties = properties;
		this.strings = strings;
		this.endpoints = endpoints;
		this.tls = RedisUri.isTls(properties.get(URI)) || strings.stream().anyMatch((string) -> string.options().tls());
	}

	/**
	 * Reads a connection.
	 * @param connection the connection
	 * @return the connection to Redis, with at least one endpoint
	 * @throws MalformedConnectionException if something that is needed cannot be read
	 */
	static RedisConnection of(Connection connection) {
		List<RedisConnectionString> strings = new ArrayList<>();
		ConnectionString string = connection.connectionString();
		if (string != null) {
			strings.add(string.isUri() ? RedisUri.parse(string.source(), string.uri())
					: RedisConnectionString.parse(string, connection.properties().password()));
		}
		List<HostAndPort> endpoints = endpoints(connection.properties(), strings);
		RedisConnectionString uri = uri(connection.properties(), endpoints.isEmpty());
		if (uri != null) {
			strings.add(uri);
			endpoints = endpoints.isEmpty() ? uri.endpoints() : endpoints;
		}
		if (endpoints.isEmpty()) {
			throw new MalformedConnectionException(connection.sources().get(0), "it must name at least one host");
		}
		return new RedisConnection(connection.properties(), List.copyOf(strings), endpoints);
	}

	List<HostAndPort> endpoints() {
		return this.endpoints;
	}

	boolean tls() {
		return this.tls;
	}

	@Nullable String username() {
		String username = this.properties.username();
		return (username != null) ? username : option(RedisOption.USER);
	}

	@Nullable String password() {
		String password = this.properties.password();
		return (password != null) ? password : option(RedisOption.PASSWORD);
	}

	@Nullable Integer database() {
		return first(RedisOptions::database);
	}

	@Nullable Integer connectTimeout() {
		return first(RedisOptions::connectTimeout);
	}

	@Nullable Integer commandTimeout() {
		return first(RedisOptions::commandTimeout);
	}

	@Nullable String option(RedisOption option) {
		return first((options) -> options.get(option));
	}

	/**
	 * Returns what StackExchange.Redis does not know, in words that can be logged.
	 */
	List<String> unknown() {
		return this.strings.stream().flatMap((string) -> string.unknown().stream()).toList();
	}

	/**
	 * Returns the options that have no counterpart in Spring.
	 */
	List<RedisOption> unused() {
		return this.strings.stream().flatMap((string) -> string.options().unused().stream()).toList();
	}

	/**
	 * Returns the endpoints only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "RedisConnection" + this.endpoints;
	}

	private <T> @Nullable T first(Function<RedisOptions, @Nullable T> getter) {
		for (RedisConnectionString string : this.strings) {
			T value = getter.apply(string.options());
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	private static List<HostAndPort> endpoints(ConnectionProperties properties, List<RedisConnectionString> strings) {
		List<HostAndPort> endpoints = strings.isEmpty() ? List.of() : strings.get(0).endpoints();
		String host = properties.host();
		if (host == null) {
			return endpoints;
		}
		Integer port = properties.port();
		int otherwise = endpoints.isEmpty() ? RedisConnectionString.PORT : endpoints.get(0).port();
		return List.of(new HostAndPort(host, Objects.requireNonNullElse(port, otherwise)));
	}

	private static @Nullable RedisConnectionString uri(ConnectionProperties properties, boolean needed) {
		String source = properties.source(URI);
		try {
			ConnectionUri uri = properties.uri();
			return (uri != null && source != null) ? RedisUri.parse(source, uri) : null;
		}
		catch (MalformedConnectionException ex) {
			// A password that was not encoded can make a URI unreadable, and the other
			// properties say the same
			if (needed) {
				throw ex;
			}
			return null;
		}
	}

}
