// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * What StackExchange.Redis calls a configuration string: endpoints and
 * {@code option=value} pairs between commas. Names of options are compared without regard
 * to case, and a later option replaces an earlier one.
 * <p>
 * The grammar has no quotes, yet AppHosts write whatever password a user chose. Where the
 * password is known from elsewhere it is taken out before the text is read. Otherwise a
 * password ends at the end of the text or at the next comma that an option of
 * StackExchange.Redis follows, and nothing behind it is ever told.
 *
 * @param endpoints the addresses in their order, each with a port
 * @param options the options
 * @param unknown what StackExchange.Redis does not know, in words that can be logged
 * @see <a href=
 * "https://stackexchange.github.io/StackExchange.Redis/Configuration">StackExchange.Redis
 * configuration</a>
 */
record RedisConnectionString(List<HostAndPort> endpoints, RedisOptions options, List<String> unknown) {

	static final int PORT = 6379;

	private static final int TLS_PORT = 6380;

	private static final int SENTINEL_PORT = 26379;

	private static final Pattern FIRST_ENDPOINT = Pattern.compile("[^\\s=;/\"'@]+");

	private static final Pattern NAME = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9]{0,39}\\s*");

	/**
	 * Creates a connection string.
	 */
	RedisConnectionString {
		endpoints = List.copyOf(endpoints);
		unknown = List.copyOf(unknown);
	}

	/**
	 * Tells whether a text is an endpoint followed by an option that StackExchange.Redis
	 * knows, which no other technology writes.
	 * @param text a connection string
	 * @return whether it certainly follows this grammar
	 */
	static boolean isCertain(String text) {
		String[] elements = text.split(",", -1);
		if (!FIRST_ENDPOINT.matcher(elements[0].strip()).matches()) {
			return false;
		}
		for (String element : elements) {
			String name = name(element);
			if (name != null && RedisOption.of(name) != null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Reads a connection string.
	 * @param text the connection string
	 * @param password the password if it is known from elsewhere
	 * @return the parts of the connection string
	 * @throws MalformedConnectionException if an endpoint or the value of an option
	 * cannot be read
	 */
	static RedisConnectionString parse(ConnectionString text, @Nullable String password) {
		return new Reader((password != null) ? text.without(password, "password") : text).read();
	}

	// The text between the commas up to the equals sign, or null if there is none or
	// nothing in front of it
	private static @Nullable String name(String element) {
		int equals = element.strip().indexOf('=');
		return (equals > 0) ? element.strip().substring(0, equals) : null;
	}

	/**
	 * One pass over the elements between the commas.
	 */
	private static final class Reader {

		private final ConnectionString text;

		private final List<String> endpoints = new ArrayList<>();

		private final Map<RedisOption, String> options = new EnumMap<>(RedisOption.class);

		private final List<String> unknown = new ArrayList<>();

		private @Nullable RedisOption secret;

		Reader(ConnectionString text) {
			this.text = text;
		}

		RedisConnectionString read() {
			String[] elements = this.text.value().split(",");
			for (int i = 0; i < elements.length; i++) {
				add(elements[i], i + 1);
			}
			this.options.replaceAll((option, value) -> value.strip());
			RedisOptions options = new RedisOptions(this.text.source(), this.options);
			return new RedisConnectionString(endpoints(options), options, this.unknown);
		}

		private void add(String element, int position) {
			String name = name(element);
			RedisOption option = (name != null) ? RedisOption.of(name) : null;
			if (option != null) {
				this.options.put(option, element.substring(element.indexOf('=') + 1));
				this.secret = option.isSecret() ? option : null;
			}
			else if (this.secret != null) {
				this.options.merge(this.secret, "," + element, String::concat);
				if (name != null && NAME.matcher(name).matches()) {
					this.unknown.add("what may be an option that StackExchange.Redis does not know, element " + position
							+ ", which was read as part of the password");
				}
			}
			else if (name == null) {
				addEndpoint(element.strip());
			}
			else if (name.charAt(0) != '$') {
				boolean told = NAME.matcher(name).matches() && !mayBeSecret();
				this.unknown.add("an option that StackExchange.Redis does not know, "
						+ (told ? "'" + name.strip() + "'" : "element " + position));
			}
		}

		private void addEndpoint(String endpoint) {
			if (endpoint.isEmpty()) {
				return;
			}
			if (mayBeSecret()) {
				throw new MalformedConnectionException(this.text.source(), "endpoints must stand before the password");
			}
			this.endpoints.add(endpoint);
		}

		// A password with commas, and a known option between two of them, ends too early:
		// behind a password everything may be a piece of it
		private boolean mayBeSecret() {
			return this.options.keySet().stream().anyMatch(RedisOption::isSecret);
		}

		private List<HostAndPort> endpoints(RedisOptions options) {
			int serverPort = options.tls() ? TLS_PORT : PORT;
			int port = (options.get(RedisOption.SERVICE_NAME) != null) ? SENTINEL_PORT : serverPort;
			return this.endpoints.stream()
				.map((endpoint) -> HostAndPort.parse(this.text.source(), endpoint).withDefaultPort(port))
				.distinct()
				.toList();
		}

	}

}
