// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;

/**
 * Where PostgreSQL is and how to log in, for JDBC.
 *
 * @param url the JDBC URL, without credentials
 * @param username the user name, or {@code null} to leave it to the driver
 * @param password the password, or {@code null} for none
 * @param origin where the connection was set
 */
record AspireJdbcConnectionDetails(String url, @Nullable String username, @Nullable String password,
		@Nullable Origin origin) implements JdbcConnectionDetails, OriginProvider {

	/**
	 * The parameter of pgjdbc that is a secret and so must not stand in a URL.
	 */
	static final String SSL_PASSWORD = "sslpassword";

	/**
	 * The parameter of pgjdbc with the class that makes sockets with TLS.
	 */
	static final String SSL_FACTORY = "sslfactory";

	/**
	 * The parameter of pgjdbc with what that class is given.
	 */
	static final String SSL_FACTORY_ARGUMENT = "sslfactoryarg";

	/**
	 * Creates connection details.
	 * @param connection where to connect to
	 * @param options the parameters of pgjdbc that the application sets itself. They are
	 * left out of the URL, where they would win
	 * @param origin where the connection was set
	 */
	AspireJdbcConnectionDetails(PostgresConnection connection, Set<String> options, @Nullable Origin origin) {
		this(url(connection, options), connection.username(), connection.password(), origin);
	}

	@Override
	public String getJdbcUrl() {
		return this.url;
	}

	@Override
	public @Nullable String getUsername() {
		return this.username;
	}

	@Override
	public @Nullable String getPassword() {
		return this.password;
	}

	@Override
	public @Nullable Origin getOrigin() {
		return this.origin;
	}

	/**
	 * Returns URL and origin only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "AspireJdbcConnectionDetails[url=" + this.url + ", origin=" + this.origin + "]";
	}

	/**
	 * Returns a URL as pgjdbc reads it: it decodes the database and the parameters as
	 * forms are, takes a plus sign for a space, and needs a slash even without database.
	 * @param connection where to connect to
	 * @param options the parameters to leave out
	 * @return the JDBC URL, without credentials
	 */
	static String url(PostgresConnection connection, Set<String> options) {
		String addresses = connection.hosts().stream().map(HostAndPort::toString).collect(Collectors.joining(","));
		String database = (connection.database() != null) ? ConnectionUri.percentEncode(connection.database()) : "";
		String parameters = connection.parameters()
			.entrySet()
			.stream()
			.filter((parameter) -> !isLeftOut(parameter.getKey(), options))
			.map((parameter) -> ConnectionUri.percentEncode(parameter.getKey()) + "="
					+ ConnectionUri.percentEncode(parameter.getValue()))
			.collect(Collectors.joining("&"));
		return "jdbc:postgresql://" + addresses + "/" + database + (parameters.isEmpty() ? "" : "?" + parameters);
	}

	private static boolean isLeftOut(String parameter, Set<String> options) {
		return parameter.equals(SSL_PASSWORD) || options.contains(parameter)
				|| (parameter.equals(SSL_FACTORY_ARGUMENT) && options.contains(SSL_FACTORY));
	}

}
