// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.KeyValueString;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * The keywords of an Npgsql connection string and what the parameters of the PostgreSQL
 * JDBC driver (pgjdbc) say for them. Keywords of earlier versions of Npgsql are known as
 * well, so that a string is not taken for that of another technology.
 *
 * @see <a href=
 * "https://github.com/npgsql/npgsql/blob/main/src/Npgsql/NpgsqlConnectionStringBuilder.cs">NpgsqlConnectionStringBuilder</a>
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">Parameters of pgjdbc</a>
 */
enum NpgsqlKeyword {

	// Where to connect to, and as whom
	HOST, PORT, DATABASE, USERNAME, PASSWORD,

	// What the drivers of Java have as well
	APPLICATION_NAME, CHANNEL_BINDING, COMMAND_TIMEOUT, GSS_ENCRYPTION_MODE, HOST_RECHECK_SECONDS, KEEPALIVE,
	KERBEROS_SERVICE_NAME, LOAD_BALANCE_HOSTS, OPTIONS, REQUIRE_AUTH, ROOT_CERTIFICATE, SEARCH_PATH,
	SOCKET_RECEIVE_BUFFER_SIZE, SOCKET_SEND_BUFFER_SIZE, SSL_CERTIFICATE, SSL_KEY, SSL_MODE, SSL_NEGOTIATION,
	SSL_PASSWORD, TARGET_SESSION_ATTRIBUTES, TCP_KEEPALIVE, TCP_KEEPALIVE_TIME, TIMEOUT,

	// What the connection pool has as well
	MAXIMUM_POOL_SIZE, MINIMUM_POOL_SIZE,

	// Without a counterpart, and without it the connection may not be the one that is
	// meant
	CHECK_CERTIFICATE_REVOCATION, CLIENT_CERTIFICATE, CLIENT_CERTIFICATE_KEY, INTEGRATED_SECURITY, PASSFILE,

	// Without a counterpart that is missed. Trust Server Certificate has had no effect
	// since Npgsql 8: Require never validates, VerifyCA and VerifyFull always do
	ARRAY_NULLABILITY_MODE, AUTO_PREPARE_MIN_USAGES, BACKEND_TIMEOUTS, CANCELLATION_TIMEOUT, CLIENT_ENCODING,
	CONNECTION_IDLE_LIFETIME, CONNECTION_LIFETIME, CONNECTION_PRUNING_INTERVAL, CONTINUOUS_PROCESSING,
	CONVERT_INFINITY_DATE_TIME, EF_ADMIN_DATABASE, EF_TEMPLATE_DATABASE, ENCODING, ENLIST, INCLUDE_ERROR_DETAIL,
	INCLUDE_FAILED_BATCHED_COMMAND, INCLUDE_REALM, INTERNAL_COMMAND_TIMEOUT, LOAD_TABLE_COMPOSITES, LOG_PARAMETERS,
	MAX_AUTO_PREPARE, MULTIPLEXING, NO_RESET_ON_CLOSE, PERSIST_SECURITY_INFO, POOLING, PRELOAD_READER, READ_BUFFER_SIZE,
	REPLICATION_MODE, SERVER_COMPATIBILITY_MODE, TCP_KEEPALIVE_INTERVAL, TIMEZONE, TRUST_SERVER_CERTIFICATE,
	USE_EXTENDED_TYPES, USE_PERF_COUNTERS, USE_SSL_STREAM, WRITE_BUFFER_SIZE, WRITE_COALESCING_BUFFER_THRESHOLD_BYTES;

	private static final Map<String, NpgsqlKeyword> BY_KEY = new HashMap<>(Map.ofEntries(Map.entry("server", HOST),
			Map.entry("db", DATABASE), Map.entry("userid", USERNAME), Map.entry("uid", USERNAME),
			Map.entry("psw", PASSWORD), Map.entry("pwd", PASSWORD), Map.entry("krbsrvname", KERBEROS_SERVICE_NAME),
			Map.entry("maxpoolsize", MAXIMUM_POOL_SIZE), Map.entry("minpoolsize", MINIMUM_POOL_SIZE),
			Map.entry("loadbalancetimeout", CONNECTION_LIFETIME),
			Map.entry("includeerrordetails", INCLUDE_ERROR_DETAIL), Map.entry("entityadmindatabase", EF_ADMIN_DATABASE),
			Map.entry("entitytemplatedatabase", EF_TEMPLATE_DATABASE)));

	static {
		for (NpgsqlKeyword keyword : values()) {
			BY_KEY.put(keyword.key(), keyword);
		}
	}

	/**
	 * Returns the keyword of a key.
	 * @param key a key in any case and with any spacing
	 * @return the keyword, or {@code null} if Npgsql knows none of that name
	 */
	static @Nullable NpgsqlKeyword of(String key) {
		return BY_KEY.get(KeyValueString.normalize(key));
	}

	boolean isUnsupported() {
		return compareTo(CHECK_CERTIFICATE_REVOCATION) >= 0 && compareTo(PASSFILE) <= 0;
	}

	boolean isUnused() {
		return compareTo(PASSFILE) > 0;
	}

	/**
	 * Returns the value of this keyword, whatever the synonym it stands under.
	 * @param pairs the pairs of a connection string
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable String in(KeyValueString pairs) {
		return pairs.keys()
			.stream()
			.filter((key) -> of(key) == this)
			.map(pairs::get)
			.reduce((first, last) -> last)
			.orElse(null);
	}

	/**
	 * Adds the parameters of pgjdbc that say what a value of this keyword says.
	 * @param source the variable or property that the value comes from, for messages
	 * @param value the value
	 * @param parameters the parameters to add to
	 * @throws MalformedConnectionException if Npgsql would not accept the value either
	 */
	void translate(String source, String value, Map<String, String> parameters) {
		switch (this) {
			case APPLICATION_NAME -> parameters.put("ApplicationName", value);
			case CHANNEL_BINDING -> parameters.put("channelBinding", lower(value));
			// Not statement_timeout: this one is cancelled by the client, as Npgsql does,
			// can be changed per statement, and no connection pooler in between refuses
			// it
			case COMMAND_TIMEOUT -> parameters.put("queryTimeout", number(source, value));
			case GSS_ENCRYPTION_MODE -> parameters.put("gssEncMode", lower(value));
			case HOST_RECHECK_SECONDS -> parameters.put("hostRecheckSeconds", number(source, value));
			case KERBEROS_SERVICE_NAME -> parameters.put("kerberosServerName", value);
			case LOAD_BALANCE_HOSTS -> parameters.put("loadBalanceHosts", flag(source, value));
			case OPTIONS -> parameters.put("options", value);
			case REQUIRE_AUTH -> parameters.put("requireAuth", lower(value).replace("scramsha256", "scram-sha-256"));
			case ROOT_CERTIFICATE -> parameters.put("sslrootcert", value);
			case SEARCH_PATH -> parameters.put("currentSchema", value);
			case SOCKET_RECEIVE_BUFFER_SIZE -> parameters.put("receiveBufferSize", number(source, value));
			case SOCKET_SEND_BUFFER_SIZE -> parameters.put("sendBufferSize", number(source, value));
			// To pgjdbc, a file that holds certificate and key together is a key
			case SSL_CERTIFICATE ->
				parameters.put(lower(value).matches(".*\\.(pfx|p12)") ? "sslkey" : "sslcert", value);
			case SSL_KEY -> parameters.put("sslkey", value);
			case SSL_MODE -> parameters.put(PostgresConnection.SSL_MODE, sslMode(source, value));
			case SSL_NEGOTIATION -> parameters.put("sslNegotiation", lower(value));
			case SSL_PASSWORD -> parameters.put("sslpassword", value);
			case TARGET_SESSION_ATTRIBUTES -> parameters.put("targetServerType", targetServerType(source, value));
			case TCP_KEEPALIVE -> keepAlive(flag(source, value).equals("true"), parameters);
			// pgjdbc has no query that keeps a connection alive; TCP does so for the
			// network
			case KEEPALIVE, TCP_KEEPALIVE_TIME -> keepAlive(!number(source, value).equals("0"), parameters);
			case TIMEOUT -> parameters.put(PostgresConnection.LOGIN_TIMEOUT, number(source, value));
			default -> {
			}
		}
	}

	/**
	 * Returns the keyword in words, such as {@code Search Path}.
	 */
	@Override
	public String toString() {
		return Arrays.stream(name().split("_"))
			.map((word) -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(" "));
	}

	private String key() {
		return name().replace("_", "").toLowerCase(Locale.ROOT);
	}

	private String number(String source, String value) {
		if (!value.strip().matches("[0-9]{1,9}")) {
			throw malformed(source, "a number that is not negative");
		}
		return Integer.toString(Integer.parseInt(value.strip()));
	}

	private String flag(String source, String value) {
		String flag = lower(value);
		if (!flag.equals("true") && !flag.equals("false")) {
			throw malformed(source, "true or false");
		}
		return flag;
	}

	private String sslMode(String source, String value) {
		return switch (KeyValueString.normalize(value)) {
			case "disable" -> "disable";
			case "allow" -> "allow";
			case "prefer" -> "prefer";
			case "require" -> "require";
			case "verifyca", "verify-ca" -> "verify-ca";
			case "verifyfull", "verify-full" -> "verify-full";
			default -> throw malformed(source, "Disable, Allow, Prefer, Require, VerifyCA or VerifyFull");
		};
	}

	private String targetServerType(String source, String value) {
		return switch (lower(value)) {
			case "any" -> "any";
			case "primary", "read-write" -> "primary";
			case "standby", "read-only" -> "secondary";
			case "prefer-primary" -> "preferPrimary";
			case "prefer-standby" -> "preferSecondary";
			default -> throw malformed(source,
					"any, primary, standby, prefer-primary, prefer-standby, read-write or read-only");
		};
	}

	private MalformedConnectionException malformed(String source, String expected) {
		return new MalformedConnectionException(source, "'" + this + "' must be " + expected);
	}

	private static void keepAlive(boolean on, Map<String, String> parameters) {
		if (on) {
			parameters.put("tcpKeepAlive", "true");
		}
	}

	private static String lower(String value) {
		return value.strip().toLowerCase(Locale.ROOT);
	}

}
