// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * An AMQP URI, or several of them between commas that differ in their addresses only. The
 * path is the virtual host: {@code %2F} stands for the one called {@code /}. Where the
 * path is empty or a mere slash, RabbitMQ.Client uses its default, which is {@code /}
 * too.
 *
 * @param tls whether the scheme is {@code amqps}
 * @param endpoints the addresses in their order, each with a port
 * @param username the user name, or {@code null}
 * @param password the password, or {@code null}
 * @param virtualHost the virtual host, or {@code null} if the URI leaves it open
 * @param parameters the numeric query parameters that have a counterpart in Spring
 * @param unused the query parameters that have none, in words that can be logged
 * @see <a href="https://www.rabbitmq.com/docs/uri-spec">RabbitMQ URI specification</a>
 */
record AmqpUri(boolean tls, List<HostAndPort> endpoints, @Nullable String username, @Nullable String password,
		@Nullable String virtualHost, Map<Parameter, Integer> parameters, List<String> unused) {

	static final int PORT = 5672;

	static final int TLS_PORT = 5671;

	private static final Map<String, Boolean> TLS = Map.of("amqp", false, "amqps", true);

	private static final Pattern NEXT_URI = Pattern.compile("\\s*,\\s*(?=amqps?://)", Pattern.CASE_INSENSITIVE);

	// What RabbitMQ documents: anything else may be a piece of a password
	private static final List<String> WITHOUT_COUNTERPART = List.of("auth_mechanism", "cacertfile", "certfile", "depth",
			"fail_if_no_peer_cert", "frame_max", "keyfile", "password", "server_name_indication", "verify");

	/**
	 * Creates a URI.
	 */
	AmqpUri {
		endpoints = List.copyOf(endpoints);
		parameters = Map.copyOf(parameters);
		unused = List.copyOf(unused);
	}

	/**
	 * Tells whether a text starts with a scheme of AMQP, whatever follows.
	 * @param text any text
	 * @return whether it is such a URI
	 */
	static boolean matches(@Nullable String text) {
		return TLS.containsKey(scheme(text));
	}

	/**
	 * Tells whether a text starts with the scheme that stands for TLS, whatever follows.
	 * @param text any text
	 * @return whether it is such a URI
	 */
	static boolean isTls(@Nullable String text) {
		return TLS.getOrDefault(scheme(text), false);
	}

	/**
	 * Splits a text into its URIs.
	 * @param source the variable or property that the text comes from
	 * @param text the text
	 * @return the URIs, at least one
	 * @throws MalformedConnectionException if one of them is none
	 */
	static List<ConnectionUri> split(String source, String text) {
		return NEXT_URI.splitAsStream(text.strip()).map((uri) -> ConnectionUri.parse(source, uri)).toList();
	}

	/**
	 * Reads a connection string.
	 * @param source the variable or property that the text comes from
	 * @param text the URI or URIs
	 * @return the parts of the URI
	 * @throws MalformedConnectionException if the text is not an AMQP URI
	 */
	static AmqpUri parse(String source, String text) {
		if (!matches(text)) {
			throw new MalformedConnectionException(source, "it must be a URI that starts with amqp:// or amqps://");
		}
		return of(source, split(source, text));
	}

	/**
	 * Reads URIs of the same broker.
	 * @param source the variable or property that they come from
	 * @param uris the URIs, at least one
	 * @return the parts of the URIs
	 * @throws MalformedConnectionException if one is not an AMQP URI, or they do not
	 * agree on scheme, credentials and virtual host
	 */
	static AmqpUri of(String source, List<ConnectionUri> uris) {
		ConnectionUri first = uris.get(0);
		Boolean tls = TLS.get(first.scheme());
		if (tls == null) {
			throw new MalformedConnectionException(source, "the scheme of the URI must be amqp or amqps");
		}
		if (uris.stream().anyMatch((uri) -> !agree(first, uri))) {
			throw new MalformedConnectionException(source,
					"URIs between commas must have the same scheme, user, password, virtual host and parameters");
		}
		List<HostAndPort> endpoints = uris.stream()
			.flatMap((uri) -> uri.hosts().stream())
			.map((host) -> host.withDefaultPort(tls ? TLS_PORT : PORT))
			.distinct()
			.toList();
		Map<Parameter, Integer> parameters = new LinkedHashMap<>();
		for (Parameter parameter : Parameter.values()) {
			String value = first.query().get(parameter.toString());
			if (value != null) {
				parameters.put(parameter, parameter.parse(source, value));
			}
		}
		return new AmqpUri(tls, endpoints, first.username(), first.password(), virtualHost(source, first), parameters,
				unused(List.copyOf(first.query().keySet())));
	}

	/**
	 * Returns the endpoints only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "AmqpUri" + this.endpoints;
	}

	private static boolean agree(ConnectionUri one, ConnectionUri other) {
		return one.scheme().equals(other.scheme()) && Objects.equals(one.username(), other.username())
				&& Objects.equals(one.password(), other.password()) && Objects.equals(one.segment(), other.segment())
				&& one.query().equals(other.query());
	}

	private static @Nullable String virtualHost(String source, ConnectionUri uri) {
		if (uri.path().lastIndexOf('/') > 0) {
			throw new MalformedConnectionException(source,
					"the path of the URI must be the virtual host alone, with %2F for each slash in its name");
		}
		return uri.segment();
	}

	private static List<String> unused(List<String> names) {
		return names.stream()
			.filter((name) -> Parameter.of(name) == null)
			.map((name) -> WITHOUT_COUNTERPART.contains(name) ? "'" + name + "'"
					: "number " + (names.indexOf(name) + 1))
			.toList();
	}

	private static String scheme(@Nullable String text) {
		int end = (text != null) ? text.indexOf("://") : -1;
		return (text != null && end > 0) ? text.substring(0, end).strip().toLowerCase(Locale.ROOT) : "";
	}

	/**
	 * The query parameters that have a counterpart in Spring.
	 *
	 * @see <a href="https://www.rabbitmq.com/docs/uri-query-parameters">URI query
	 * parameters</a>
	 */
	enum Parameter {

		/**
		 * The interval of heartbeats, in seconds.
		 */
		HEARTBEAT(65_535),

		/**
		 * How long to wait for a connection, in milliseconds.
		 */
		CONNECTION_TIMEOUT(999_999_999),

		/**
		 * How many channels a connection may have.
		 */
		CHANNEL_MAX(65_535);

		private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

		private final int maximum;

		Parameter(int maximum) {
			this.maximum = maximum;
		}

		static @Nullable Parameter of(String name) {
			for (Parameter parameter : values()) {
				if (parameter.toString().equals(name)) {
					return parameter;
				}
			}
			return null;
		}

		/**
		 * Returns the name as it stands in a URI, such as {@code channel_max}.
		 */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

		private int parse(String source, String value) {
			if (!NUMBER.matcher(value).matches() || Integer.parseInt(value) > this.maximum) {
				throw new MalformedConnectionException(source,
						"the parameter '" + this + "' must be a whole number from 0 to " + this.maximum);
			}
			return Integer.parseInt(value);
		}

	}

}
