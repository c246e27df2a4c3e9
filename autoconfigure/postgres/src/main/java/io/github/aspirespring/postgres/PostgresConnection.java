// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * Everything that a connection says about PostgreSQL. Discrete properties win over the
 * connection string, which wins over the URI and the JDBC URL; the strictest demand for
 * TLS among them wins over the others.
 *
 * @param hosts the addresses in the order in which to try them
 * @param username the user name, or {@code null} if the connection leaves it open
 * @param password the password, or {@code null} if there is none
 * @param database the database, or {@code null} for the one that the server gives the
 * user: the database of the same name
 * @param parameters what else there is, as parameters of pgjdbc
 * @param unused keywords without a counterpart that is missed
 * @param unknown what nobody understands, described without values
 */
record PostgresConnection(List<HostAndPort> hosts, @Nullable String username, @Nullable String password,
		@Nullable String database, Map<String, String> parameters, List<String> unused, List<String> unknown) {

	/**
	 * The plugin through which pgjdbc logs in with a token of Microsoft Entra ID.
	 * AppHosts name it in the JDBC URL of Azure's PostgreSQL, even next to a password.
	 */
	static final String ENTRA_PLUGIN = "com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin";

	static final String PLUGIN_PARAMETER = "authenticationPluginClassName";

	static final String LOGIN_TIMEOUT = "loginTimeout";

	static final String SSL_MODE = "sslmode";

	private static final int DEFAULT_PORT = 5432;

	private static final Duration DEFAULT_LOGIN_TIMEOUT = Duration.ofSeconds(10);

	private static final List<String> SSL_MODES = List.of("disable", "allow", "prefer", "require", "verify-ca",
			"verify-full");

	private static final List<String> AZURE = List.of(".postgres.database.azure.com",
			".postgres.database.usgovcloudapi.net", ".postgres.database.chinacloudapi.cn");

	/**
	 * Creates a connection.
	 */
	PostgresConnection {
		hosts = List.copyOf(hosts);
		parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
		unused = List.copyOf(unused);
		unknown = List.copyOf(unknown);
	}

	PostgresConnection(List<HostAndPort> hosts, @Nullable String username, @Nullable String password,
			@Nullable String database, Map<String, String> parameters) {
		this(hosts, username, password, database, parameters, List.of(), List.of());
	}

	/**
	 * Reads a connection.
	 * @param connection a connection of an AppHost
	 * @return what it says, with a port for every host
	 * @throws MalformedConnectionException if it cannot be read or names no host
	 */
	static PostgresConnection of(Connection connection) {
		ConnectionProperties properties = connection.properties();
		PostgresConnection known = discrete(properties).orElse(string(connection));
		PostgresConnection read = known.orElse(uri(properties, known.isComplete())).orElse(jdbc(properties));
		if (read.hosts.isEmpty()) {
			throw new MalformedConnectionException(connection.sources().get(0), "it must name a host");
		}
		List<HostAndPort> hosts = read.hosts.stream().map((host) -> host.withDefaultPort(DEFAULT_PORT)).toList();
		return new PostgresConnection(hosts, read.username, read.password, read.database, read.parameters, read.unused,
				read.unknown);
	}

	/**
	 * Returns this connection for other credentials.
	 * @param username the user name, or {@code null} to leave it to the driver
	 * @param password the password, or {@code null} for none
	 * @return the connection; a password rules out that a plugin supplies it
	 */
	PostgresConnection as(@Nullable String username, @Nullable String password) {
		Map<String, String> parameters = new LinkedHashMap<>(this.parameters);
		if (password != null) {
			parameters.remove(PLUGIN_PARAMETER);
		}
		return new PostgresConnection(this.hosts, username, password, this.database, parameters, this.unused,
				this.unknown);
	}

	/**
	 * Returns this connection with a limit for the login.
	 * @param configured the limit that the application sets, or {@code null} to use what
	 * the connection says, or else 10 seconds
	 * @return the connection
	 */
	PostgresConnection withLoginTimeout(@Nullable Duration configured) {
		Map<String, String> parameters = new LinkedHashMap<>(this.parameters);
		if (configured != null) {
			parameters.put(LOGIN_TIMEOUT, seconds(configured).toPlainString());
		}
		parameters.putIfAbsent(LOGIN_TIMEOUT, seconds(DEFAULT_LOGIN_TIMEOUT).toPlainString());
		PostgresConnection limited = with(parameters);
		// The driver gives up on the network after 10 seconds unless told otherwise
		parameters.putIfAbsent("connectTimeout",
				seconds(limited.loginTimeout()).setScale(0, RoundingMode.CEILING).toPlainString());
		return with(parameters);
	}

	/**
	 * Returns this connection with what it takes to log in with a token.
	 * @return the connection, encrypted and with the plugin that gets the token
	 */
	PostgresConnection withEntraPlugin() {
		Map<String, String> parameters = new LinkedHashMap<>(this.parameters);
		parameters.putIfAbsent(PLUGIN_PARAMETER, ENTRA_PLUGIN);
		parameters.merge(SSL_MODE, "require", PostgresConnection::stricter);
		return with(parameters);
	}

	/**
	 * Returns this connection with other parameters.
	 * @param parameters the parameters
	 * @return the connection
	 */
	PostgresConnection with(Map<String, String> parameters) {
		return new PostgresConnection(this.hosts, this.username, this.password, this.database, parameters, this.unused,
				this.unknown);
	}

	/**
	 * Returns the limit for the login.
	 * @return the limit, zero for none
	 */
	Duration loginTimeout() {
		return duration(LOGIN_TIMEOUT);
	}

	/**
	 * Returns the value of a parameter that is a number of seconds.
	 * @param parameter the name of the parameter
	 * @return the time, zero if it is not there or not a number
	 */
	Duration duration(String parameter) {
		String seconds = this.parameters.getOrDefault(parameter, "");
		return seconds.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
				? Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue()) : Duration.ZERO;
	}

	/**
	 * Tells whether only Microsoft Entra ID can say who connects: a server of Azure that
	 * is given no password.
	 * @return whether a token is needed
	 */
	boolean needsEntraToken() {
		boolean azure = this.hosts.stream()
			.map((host) -> host.host().toLowerCase(Locale.ROOT))
			.anyMatch((host) -> AZURE.stream().anyMatch(host::endsWith));
		return this.password == null && (azure || ENTRA_PLUGIN.equals(this.parameters.get(PLUGIN_PARAMETER)));
	}

	/**
	 * Returns where the connection leads to, without secrets.
	 * @return the addresses and the database
	 */
	String target() {
		String addresses = this.hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
		return (this.database != null) ? addresses + "/" + this.database : addresses;
	}

	/**
	 * Returns the target only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "PostgresConnection[" + target() + "]";
	}

	private static PostgresConnection discrete(ConnectionProperties properties) {
		String host = properties.host();
		Integer port = properties.port();
		List<HostAndPort> hosts = (host != null)
				? List.of(new HostAndPort(host, (port != null) ? port : HostAndPort.NO_PORT)) : List.of();
		return new PostgresConnection(hosts, properties.username(), properties.password(), properties.database(),
				Map.of());
	}

	private static PostgresConnection string(Connection connection) {
		ConnectionString string = connection.connectionString();
		if (string == null) {
			return none();
		}
		if (PostgresUri.isJdbc(string.value())) {
			return PostgresUri.parseJdbc(string.source(), string.value());
		}
		return string.isUri() ? PostgresUri.parse(string.source(), string.uri())
				: NpgsqlString.parse(string, connection.properties()).connection();
	}

	private static PostgresConnection uri(ConnectionProperties properties, boolean complete) {
		String source = properties.source("URI");
		try {
			ConnectionUri uri = properties.uri();
			if (uri == null || source == null) {
				return none();
			}
			PostgresConnection read = PostgresUri.parse(source, uri);
			return complete ? read.tlsOnly() : read;
		}
		catch (MalformedConnectionException ex) {
			// The publishers for Docker Compose and Kubernetes do not encode the
			// password, and nothing is missing without the URI
			if (complete) {
				return none();
			}
			throw ex;
		}
	}

	private static PostgresConnection jdbc(ConnectionProperties properties) {
		String url = properties.jdbcUrl();
		String source = properties.source("JDBCCONNECTIONSTRING");
		return (url != null && source != null) ? PostgresUri.parseJdbc(source, url) : none();
	}

	private static PostgresConnection none() {
		return new PostgresConnection(List.of(), null, null, null, Map.of());
	}

	private boolean isComplete() {
		return !this.hosts.isEmpty() && this.username != null && this.password != null;
	}

	private PostgresConnection tlsOnly() {
		String mode = this.parameters.get(SSL_MODE);
		return new PostgresConnection(List.of(), null, null, null, (mode != null) ? Map.of(SSL_MODE, mode) : Map.of());
	}

	private PostgresConnection orElse(PostgresConnection other) {
		Map<String, String> parameters = new LinkedHashMap<>(other.parameters);
		parameters.putAll(this.parameters);
		String mode = other.parameters.get(SSL_MODE);
		if (mode != null) {
			parameters.merge(SSL_MODE, mode, PostgresConnection::stricter);
		}
		return new PostgresConnection(hostsOrElse(other.hosts),
				(this.username != null) ? this.username : other.username,
				(this.password != null) ? this.password : other.password,
				(this.database != null) ? this.database : other.database, parameters, concat(this.unused, other.unused),
				concat(this.unknown, other.unknown));
	}

	// A host without a port gets that of the next source, unless that has several
	private List<HostAndPort> hostsOrElse(List<HostAndPort> others) {
		if (this.hosts.isEmpty()) {
			return others;
		}
		if (this.hosts.size() > 1 || others.size() != 1 || others.get(0).port() == HostAndPort.NO_PORT) {
			return this.hosts;
		}
		return List.of(this.hosts.get(0).withDefaultPort(others.get(0).port()));
	}

	private static String stricter(String mode, String other) {
		return (SSL_MODES.indexOf(other) > SSL_MODES.indexOf(mode)) ? other : mode;
	}

	private static List<String> concat(List<String> first, List<String> second) {
		List<String> all = new ArrayList<>(first);
		all.addAll(second);
		return all;
	}

	private static BigDecimal seconds(Duration duration) {
		return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
	}

}
