// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * A URI of Redis or its relatives, brought into the form of a connection string. Its path
 * is the number of the database, and user information without a colon is a password.
 *
 * @see <a href="https://www.iana.org/assignments/uri-schemes/prov/redis">redis URI
 * scheme</a>
 */
final class RedisUri {

	private static final Map<String, Boolean> TLS = Map.of("redis", false, "rediss", true, "valkey", false, "valkeys",
			true, "garnet", false);

	private RedisUri() {
	}

	/**
	 * Tells whether a text starts with a scheme of Redis, whatever follows.
	 * @param text any text
	 * @return whether it is such a URI
	 */
	static boolean matches(@Nullable String text) {
		return TLS.containsKey(scheme(text));
	}

	/**
	 * Tells whether a text starts with a scheme that stands for TLS, whatever follows.
	 * @param text any text
	 * @return whether it is such a URI
	 */
	static boolean isTls(@Nullable String text) {
		return TLS.getOrDefault(scheme(text), false);
	}

	/**
	 * Reads a URI.
	 * @param source the variable or property that the URI comes from
	 * @param uri the URI
	 * @return the parts of the URI
	 * @throws MalformedConnectionException if the scheme is none of Redis or the path is
	 * no number
	 */
	static RedisConnectionString parse(String source, ConnectionUri uri) {
		Boolean tls = TLS.get(uri.scheme());
		if (tls == null) {
			throw new MalformedConnectionException(source,
					"the scheme of the URI must be redis, rediss, valkey, valkeys or garnet");
		}
		Map<RedisOption, String> options = new EnumMap<>(RedisOption.class);
		options.put(RedisOption.SSL, tls.toString());
		put(options, RedisOption.DEFAULT_DATABASE, uri.segment());
		put(options, RedisOption.USER, (uri.password() != null) ? uri.username() : null);
		put(options, RedisOption.PASSWORD, (uri.password() != null) ? uri.password() : uri.username());
		List<HostAndPort> endpoints = uri.hosts()
			.stream()
			.map((host) -> host.withDefaultPort(RedisConnectionString.PORT))
			.toList();
		return new RedisConnectionString(endpoints, new RedisOptions(source, options), List.of());
	}

	private static void put(Map<RedisOption, String> options, RedisOption option, @Nullable String value) {
		if (value != null) {
			options.put(option, value);
		}
	}

	private static String scheme(@Nullable String text) {
		int end = (text != null) ? text.indexOf("://") : -1;
		return (text != null && end > 0) ? text.substring(0, end).strip().toLowerCase(Locale.ROOT) : "";
	}

}
