// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * The two URLs of PostgreSQL: {@code postgresql://} with the parameters of libpq, and
 * {@code jdbc:postgresql://} with those of pgjdbc.
 *
 * @see <a href=
 * "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING">Connection
 * strings of libpq</a>
 */
final class PostgresUri {

	/**
	 * The SSL factory of pgjdbc that trusts what the JVM trusts.
	 */
	static final String PLATFORM_TRUST = "org.postgresql.ssl.DefaultJavaSSLFactory";

	private static final String JDBC = "jdbc:";

	private static final List<String> SCHEMES = List.of("postgresql", "postgres");

	private static final Map<String, NpgsqlKeyword> LIBPQ = Map.ofEntries(
			Map.entry("application_name", NpgsqlKeyword.APPLICATION_NAME),
			Map.entry("channel_binding", NpgsqlKeyword.CHANNEL_BINDING),
			Map.entry("connect_timeout", NpgsqlKeyword.TIMEOUT),
			Map.entry("gssencmode", NpgsqlKeyword.GSS_ENCRYPTION_MODE),
			Map.entry("keepalives", NpgsqlKeyword.KEEPALIVE),
			Map.entry("krbsrvname", NpgsqlKeyword.KERBEROS_SERVICE_NAME), Map.entry("options", NpgsqlKeyword.OPTIONS),
			Map.entry("require_auth", NpgsqlKeyword.REQUIRE_AUTH), Map.entry("sslcert", NpgsqlKeyword.SSL_CERTIFICATE),
			Map.entry("sslkey", NpgsqlKeyword.SSL_KEY), Map.entry("sslmode", NpgsqlKeyword.SSL_MODE),
			Map.entry("sslnegotiation", NpgsqlKeyword.SSL_NEGOTIATION),
			Map.entry("sslpassword", NpgsqlKeyword.SSL_PASSWORD),
			Map.entry("sslrootcert", NpgsqlKeyword.ROOT_CERTIFICATE),
			Map.entry("target_session_attrs", NpgsqlKeyword.TARGET_SESSION_ATTRIBUTES));

	private PostgresUri() {
	}

	/**
	 * Tells whether a text is a URL of PostgreSQL, with or without {@code jdbc:}.
	 * @param text any text
	 * @return whether it starts like one
	 */
	static boolean isPostgres(String text) {
		String start = text.strip().toLowerCase(Locale.ROOT);
		return start.startsWith("jdbc:postgresql:")
				|| SCHEMES.stream().anyMatch((scheme) -> start.startsWith(scheme + "://"));
	}

	static boolean isJdbc(String text) {
		return text.strip().regionMatches(true, 0, JDBC, 0, JDBC.length());
	}

	/**
	 * Translates a URI of libpq.
	 * @param source the variable or property that it comes from
	 * @param uri the URI
	 * @return what it says
	 * @throws MalformedConnectionException if the value of a parameter is not one that
	 * libpq accepts
	 */
	static PostgresConnection parse(String source, ConnectionUri uri) {
		Map<String, String> parameters = new LinkedHashMap<>();
		int unknown = 0;
		for (Map.Entry<String, String> parameter : uri.query().entrySet()) {
			if (!translate(source, parameter.getKey(), parameter.getValue(), parameters)) {
				unknown++;
			}
		}
		// By number, because a password that is not encoded can look like a query
		return new PostgresConnection(uri.hosts(), uri.username(), uri.password(), uri.segment(), parameters, List.of(),
				(unknown > 0) ? List.of(unknown + " parameters that libpq does not know") : List.of());
	}

	/**
	 * Reads a JDBC URL. Its parameters are taken as they are.
	 * @param source the variable or property that it comes from
	 * @param url the URL
	 * @return what it says
	 * @throws MalformedConnectionException if it is no URL with a host
	 */
	static PostgresConnection parseJdbc(String source, String url) {
		// A plus sign is a space to pgjdbc
		ConnectionUri uri = ConnectionUri.parse(source, url.strip().substring(JDBC.length()).replace("+", "%20"));
		Map<String, String> parameters = new LinkedHashMap<>(uri.query());
		String username = parameters.remove("user");
		String password = parameters.remove("password");
		parameters.computeIfPresent(PostgresConnection.SSL_MODE, (name, mode) -> mode.toLowerCase(Locale.ROOT));
		String ssl = parameters.remove("ssl");
		if (ssl != null && (ssl.isEmpty() || Boolean.parseBoolean(ssl))) {
			parameters.putIfAbsent(PostgresConnection.SSL_MODE, "verify-full");
		}
		return new PostgresConnection(uri.hosts(), username, password, uri.segment(), parameters);
	}

	private static boolean translate(String source, String name, String value, Map<String, String> parameters) {
		NpgsqlKeyword keyword = LIBPQ.get(name);
		if (name.equals("ssl")) {
			// Said to be for JDBC, and means less than it does there
			parameters.putIfAbsent(PostgresConnection.SSL_MODE, Boolean.parseBoolean(value) ? "require" : "disable");
		}
		else if (name.equals("load_balance_hosts")) {
			parameters.put("loadBalanceHosts", Boolean.toString(value.equals("random")));
		}
		else if (name.equals("sslrootcert") && value.equals("system")) {
			parameters.put("sslfactory", PLATFORM_TRUST);
		}
		else if (keyword != null) {
			keyword.translate(source, value, parameters);
		}
		else {
			return false;
		}
		return true;
	}

}
