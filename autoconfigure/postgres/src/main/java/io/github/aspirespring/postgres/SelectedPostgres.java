// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.ssl.SslBundles;

import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.boot.trust.AspireSslBundle;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.postgres.tls.BundleSocketFactory;

/**
 * The PostgreSQL that an AppHost references, as far as the application leaves it the say.
 */
final class SelectedPostgres {

	private static final Log logger = LogFactory.getLog(SelectedPostgres.class);

	private final Selection selection;

	private final PostgresConnection connection;

	/**
	 * Reads a connection.
	 * @param selection the connection
	 * @param client the client that is connected
	 * @param username the user name that the application configures, which applies when
	 * the connection names none
	 * @param password the password that the application configures, which applies when
	 * the connection has none and it is not for a token to stand in for it
	 * @throws MalformedConnectionException if the connection cannot be read
	 */
	SelectedPostgres(Selection selection, String client, @Nullable String username, @Nullable String password) {
		this.selection = selection;
		PostgresConnection injected = PostgresConnection.of(selection.connection());
		this.connection = injected.as(first(selection.credential(client + ".username"), injected.username(), username),
				first(selection.credential(client + ".password"), injected.password(),
						injected.needsEntraToken() ? null : password))
			.withLoginTimeout(loginTimeout(selection));
	}

	private static @Nullable Duration loginTimeout(Selection selection) {
		Duration own = selection.settings(PostgresConnectionSettings.class).loginTimeout();
		return (own != null) ? own : selection.properties(PostgresProperties.class).loginTimeout();
	}

	PostgresConnection connection() {
		return this.connection;
	}

	/**
	 * Returns the connection as pgjdbc makes it. Where it leaves trust to the platform,
	 * that includes what the AppHost trusts.
	 * @param sslBundles the SSL bundles of the application
	 */
	PostgresConnection jdbcConnection(@Nullable SslBundles sslBundles) {
		Map<String, String> parameters = new LinkedHashMap<>(this.connection.parameters());
		if (sslBundles == null || AspireSslBundle.find(sslBundles) == null
				|| !parameters.replace(AspireJdbcConnectionDetails.SSL_FACTORY, PostgresUri.PLATFORM_TRUST,
						BundleSocketFactory.class.getName())) {
			return this.connection;
		}
		parameters.put(AspireJdbcConnectionDetails.SSL_FACTORY_ARGUMENT, BundleSocketFactory.register(sslBundles));
		return this.connection.with(parameters);
	}

	/**
	 * Returns the connection if the R2DBC driver can make it.
	 * @throws EntraTokenException if it takes a token to log in
	 * @throws MalformedConnectionException if the driver does not understand an address
	 */
	PostgresConnection r2dbcConnection() {
		if (this.connection.needsEntraToken()) {
			throw new EntraTokenException(source(), this.connection.target(),
					"The R2DBC driver has no way to use a token. Use JDBC with "
							+ "'com.azure.spring:spring-cloud-azure-starter-jdbc-postgresql', or have the AppHost use "
							+ "password authentication.");
		}
		if (this.connection.hosts().size() > 1
				&& this.connection.hosts().stream().anyMatch((host) -> host.host().contains(":"))) {
			throw new MalformedConnectionException(source(),
					"the R2DBC driver knows no IPv6 address among several hosts; use host names");
		}
		return this.connection;
	}

	@Nullable Origin origin() {
		return this.selection.getOrigin();
	}

	/**
	 * Logs what in the connection has no effect.
	 */
	void logUnused() {
		this.connection.unknown().forEach((unknown) -> logger.warn("'" + source() + "' has " + unknown));
		if (logger.isDebugEnabled() && !this.connection.unused().isEmpty()) {
			logger.debug("'" + source() + "' has keywords without a counterpart in Java: " + this.connection.unused());
		}
	}

	/**
	 * Logs that a JDBC URL is no place for the password of an SSL key, if there is one.
	 * @param options the parameters of pgjdbc that the application sets itself
	 */
	void logSslPassword(Set<String> options) {
		String parameter = AspireJdbcConnectionDetails.SSL_PASSWORD;
		if (this.connection.parameters().containsKey(parameter) && !options.contains(parameter)) {
			logger.warn("'" + source() + "' has a password for the SSL key, which cannot stand in a JDBC URL; set '"
					+ PostgresIntegration.OPTIONS + "." + parameter + "' instead");
		}
	}

	String source() {
		return this.selection.connection().sources().get(0);
	}

	@Override
	public String toString() {
		return this.selection.toString();
	}

	private static @Nullable String first(@Nullable String winner, @Nullable String injected,
			@Nullable String configured) {
		if (winner != null) {
			return winner;
		}
		return (injected != null) ? injected : configured;
	}

}
