// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.KeyValueString;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * An Npgsql connection string: {@code Host=localhost;Port=5432;Username=postgres} and so
 * on, which is what AppHosts inject for PostgreSQL.
 *
 * @see <a href="https://www.npgsql.org/doc/connection-string-parameters.html">Connection
 * string parameters</a>
 */
final class NpgsqlString {

	private static final Pattern PASSWORD = Pattern.compile("(password|psw|pwd)\\s*=", Pattern.CASE_INSENSITIVE);

	private final String source;

	private final String text;

	private final KeyValueString pairs;

	private NpgsqlString(ConnectionString string) {
		this.source = string.source();
		this.text = string.value();
		this.pairs = string.keyValues();
	}

	/**
	 * Reads a connection string.
	 * @param string the connection string
	 * @param properties the properties of the same connection. A user name and a password
	 * that are known from there are taken out first, because AppHosts do not quote them
	 * @return the connection string
	 * @throws MalformedConnectionException if it is not made of pairs
	 */
	static NpgsqlString parse(ConnectionString string, ConnectionProperties properties) {
		ConnectionString rest = without(string, properties.password(), "Password", "PSW", "PWD");
		rest = without(rest, properties.username(), "Username", "User Name", "UserId", "User Id", "UID");
		return new NpgsqlString(rest);
	}

	/**
	 * Returns the value of a keyword.
	 * @param keyword the keyword
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable String get(NpgsqlKeyword keyword) {
		return keyword.in(this.pairs);
	}

	/**
	 * Tells whether a key stands here, in exactly this spelling but for case and spacing.
	 * @param key the key
	 * @return whether it has a value
	 */
	boolean has(String key) {
		return this.pairs.get(key) != null;
	}

	/**
	 * Tells whether Npgsql knows every key.
	 * @return whether there is no unknown key
	 */
	boolean isKnown() {
		return this.pairs.keys().stream().allMatch((key) -> NpgsqlKeyword.of(key) != null);
	}

	/**
	 * Translates the connection string.
	 * @return what it says, with as many ports as it names
	 * @throws MalformedConnectionException if a value is not one that Npgsql accepts
	 */
	PostgresConnection connection() {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (NpgsqlKeyword keyword : NpgsqlKeyword.values()) {
			String value = get(keyword);
			if (value != null) {
				keyword.translate(this.source, value, parameters);
			}
		}
		useTrustOfPlatform(parameters);
		return new PostgresConnection(hosts(), get(NpgsqlKeyword.USERNAME), get(NpgsqlKeyword.PASSWORD),
				get(NpgsqlKeyword.DATABASE), parameters, unused(), unknown());
	}

	// Without a root certificate, Npgsql trusts what the platform trusts; pgjdbc would
	// look for ~/.postgresql/root.crt and fail. Client certificates need the default
	// factory
	private static void useTrustOfPlatform(Map<String, String> parameters) {
		boolean verify = parameters.getOrDefault(PostgresConnection.SSL_MODE, "").startsWith("verify");
		if (verify && !parameters.containsKey("sslrootcert") && !parameters.containsKey("sslkey")
				&& !parameters.containsKey("sslcert")) {
			parameters.put("sslfactory", PostgresUri.PLATFORM_TRUST);
		}
	}

	private List<HostAndPort> hosts() {
		String hosts = get(NpgsqlKeyword.HOST);
		if (hosts == null) {
			return List.of();
		}
		String port = get(NpgsqlKeyword.PORT);
		int defaultPort = (port != null) ? HostAndPort.parsePort(this.source, port) : HostAndPort.NO_PORT;
		List<HostAndPort> addresses = new ArrayList<>();
		for (String element : hosts.split(",", -1)) {
			HostAndPort address = HostAndPort.parse(this.source, bracketed(element.strip()));
			addresses.add((defaultPort != HostAndPort.NO_PORT) ? address.withDefaultPort(defaultPort) : address);
		}
		return addresses;
	}

	// To Npgsql, an IPv6 address without brackets has no port
	private static String bracketed(String address) {
		boolean ipv6 = address.indexOf(':') != address.lastIndexOf(':') && !address.startsWith("[");
		return ipv6 ? "[" + address + "]" : address;
	}

	private List<String> unused() {
		List<String> unused = new ArrayList<>();
		for (NpgsqlKeyword keyword : NpgsqlKeyword.values()) {
			if (keyword.isUnused() && get(keyword) != null) {
				unused.add(keyword.toString());
			}
		}
		return unused;
	}

	private List<String> unknown() {
		List<String> unknown = new ArrayList<>();
		boolean nameable = isPasswordDelimited();
		List<String> keys = this.pairs.keys();
		for (int i = 0; i < keys.size(); i++) {
			NpgsqlKeyword keyword = NpgsqlKeyword.of(keys.get(i));
			if (keyword == null) {
				unknown.add(nameable ? "the keyword '" + keys.get(i) + "', which Npgsql does not know"
						: "a keyword that Npgsql does not know (number " + (i + 1) + ")");
			}
			else if (keyword.isUnsupported()) {
				unknown.add("the keyword '" + keyword + "', which the drivers of Java cannot follow");
			}
			// What follows a password may be a part of it that AppHosts did not quote
			nameable &= keyword != NpgsqlKeyword.PASSWORD;
		}
		return unknown;
	}

	// A quote before it may have swallowed the beginning of the password
	private boolean isPasswordDelimited() {
		return PASSWORD.matcher(this.text).results().count() == ((get(NpgsqlKeyword.PASSWORD) != null) ? 1 : 0);
	}

	private static ConnectionString without(ConnectionString string, @Nullable String value, String... keys) {
		return (value != null) ? string.without(value, keys) : string;
	}

}
