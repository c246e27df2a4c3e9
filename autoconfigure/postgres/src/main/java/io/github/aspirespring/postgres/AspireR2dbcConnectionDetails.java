// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

import io.github.aspirespring.boot.trust.AspireSslBundle;
import io.github.aspirespring.environment.HostAndPort;

/**
 * Where PostgreSQL is and how to log in, for R2DBC. The driver limits the time for the
 * network only, so as a decorator this limits that for the login.
 *
 * @param options the options of the driver
 * @param loginTimeout the limit for the login, zero for none
 * @param origin where the connection was set, or {@code null} if the application says
 * where to connect to
 */
record AspireR2dbcConnectionDetails(Supplier<ConnectionFactoryOptions> options, Duration loginTimeout,
		@Nullable Origin origin) implements R2dbcConnectionDetails, ConnectionFactoryDecorator, OriginProvider {

	private static final Set<String> COORDINATES = Set.of("driver", "protocol", "host", "port", "database", "user",
			"password");

	// The options of the driver by the parameter of pgjdbc that means the same
	private static final Map<String, String> OPTIONS = Map.ofEntries(Map.entry("ApplicationName", "applicationName"),
			Map.entry("currentSchema", "schema"), Map.entry("sslcert", "sslCert"), Map.entry("sslkey", "sslKey"),
			Map.entry("sslNegotiation", "sslNegotiation"), Map.entry("sslpassword", "sslPassword"),
			Map.entry("sslrootcert", "sslRootCert"), Map.entry("tcpKeepAlive", "tcpKeepAlive"));

	private static final Map<String, String> DURATIONS = Map.of("connectTimeout", "connectTimeout", "queryTimeout",
			"statementTimeout");

	/**
	 * Creates connection details.
	 * @param connection where to connect to
	 * @param tuning options that the application sets, which win
	 * @param sslBundles the SSL bundles of the application
	 * @param origin where the connection was set
	 */
	AspireR2dbcConnectionDetails(PostgresConnection connection, Map<String, String> tuning,
			@Nullable SslBundles sslBundles, @Nullable Origin origin) {
		this(() -> options(connection, tuning, AspireSslBundle.find(sslBundles)), connection.loginTimeout(), origin);
	}

	@Override
	public ConnectionFactoryOptions getConnectionFactoryOptions() {
		return this.options.get();
	}

	@Override
	public ConnectionFactory decorate(ConnectionFactory delegate) {
		return this.loginTimeout.isZero() ? delegate : new LimitedConnectionFactory(delegate, this.loginTimeout);
	}

	@Override
	public @Nullable Origin getOrigin() {
		return this.origin;
	}

	/**
	 * Returns the origin only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "AspireR2dbcConnectionDetails[origin=" + this.origin + "]";
	}

	private static ConnectionFactoryOptions options(PostgresConnection connection, Map<String, String> tuning,
			@Nullable SslBundle trust) {
		ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder()
			.option(ConnectionFactoryOptions.DRIVER, PostgresqlConnectionFactoryProvider.POSTGRESQL_DRIVER)
			// Without a user name, PostgreSQL's other clients use that of the system too
			.option(ConnectionFactoryOptions.USER,
					(connection.username() != null) ? connection.username() : System.getProperty("user.name"));
		if (connection.password() != null) {
			options.option(ConnectionFactoryOptions.PASSWORD, connection.password());
		}
		if (connection.database() != null) {
			options.option(ConnectionFactoryOptions.DATABASE, connection.database());
		}
		addHosts(options, connection);
		// TLS if the server has it, as with Npgsql and pgjdbc; this driver does without
		options.option(PostgresqlConnectionFactoryProvider.SSL_MODE, SSLMode.PREFER);
		addParameters(options, connection);
		tuning.forEach((name, value) -> {
			if (!COORDINATES.contains(name)) {
				options.option(Option.valueOf(name), value);
			}
		});
		verify(options, options.build(), trust);
		return options.build();
	}

	private static void verify(ConnectionFactoryOptions.Builder options, ConnectionFactoryOptions read,
			@Nullable SslBundle trust) {
		Object mode = read.getValue(PostgresqlConnectionFactoryProvider.SSL_MODE);
		boolean certificateOnly = isMode(mode, SSLMode.VERIFY_CA);
		boolean trusted = trust != null && (certificateOnly || isMode(mode, SSLMode.VERIFY_FULL))
				&& !read.hasOption(PostgresqlConnectionFactoryProvider.SSL_ROOT_CERT);
		if (certificateOnly || trusted) {
			options.option(PostgresqlConnectionFactoryProvider.SSL_CONTEXT_BUILDER_CUSTOMIZER, (builder) -> {
				if (certificateOnly) {
					// Netty compares the host all the same unless told not to
					builder.endpointIdentificationAlgorithm(null);
				}
				return (trust != null && trusted) ? builder.trustManager(trust.getManagers().getTrustManagerFactory())
						: builder;
			});
		}
	}

	// An enum where the connection says it, a text where the application does
	private static boolean isMode(@Nullable Object value, SSLMode mode) {
		return value != null && mode.toString().equalsIgnoreCase(value.toString());
	}

	private static void addHosts(ConnectionFactoryOptions.Builder options, PostgresConnection connection) {
		List<HostAndPort> hosts = connection.hosts();
		if (hosts.size() == 1) {
			options.option(ConnectionFactoryOptions.HOST, hosts.get(0).host());
			options.option(ConnectionFactoryOptions.PORT, hosts.get(0).port());
			return;
		}
		options.option(ConnectionFactoryOptions.PROTOCOL, PostgresqlConnectionFactoryProvider.FAILOVER_PROTOCOL);
		options.option(ConnectionFactoryOptions.HOST,
				hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(",")));
		Map<String, String> parameters = connection.parameters();
		String targetServerType = parameters.get("targetServerType");
		if (targetServerType != null) {
			// The driver knows no preferred primary
			options.option(Option.valueOf("targetServerType"),
					targetServerType.equals("preferPrimary") ? "any" : targetServerType);
		}
		if (parameters.containsKey("loadBalanceHosts")) {
			options.option(Option.valueOf("loadBalanceHosts"), parameters.get("loadBalanceHosts"));
		}
		if (parameters.containsKey("hostRecheckSeconds")) {
			options.option(Option.valueOf("hostRecheckTime"), connection.duration("hostRecheckSeconds"));
		}
	}

	private static void addParameters(ConnectionFactoryOptions.Builder options, PostgresConnection connection) {
		connection.parameters().forEach((parameter, value) -> {
			if (OPTIONS.containsKey(parameter)) {
				options.option(Option.valueOf(OPTIONS.get(parameter)), value);
			}
			if (DURATIONS.containsKey(parameter) && !connection.duration(parameter).isZero()) {
				options.option(Option.valueOf(DURATIONS.get(parameter)), connection.duration(parameter));
			}
		});
		String sslMode = connection.parameters().get(PostgresConnection.SSL_MODE);
		if (sslMode != null) {
			options.option(PostgresqlConnectionFactoryProvider.SSL_MODE, SSLMode.fromValue(sslMode));
		}
		String serverOptions = connection.parameters().get("options");
		if (serverOptions != null) {
			options.option(PostgresqlConnectionFactoryProvider.OPTIONS, Map.of("options", serverOptions));
		}
	}

	private record LimitedConnectionFactory(ConnectionFactory delegate,
			Duration timeout) implements ConnectionFactory, Wrapped<ConnectionFactory> {

		@Override
		public Publisher<? extends Connection> create() {
			return Mono.<Connection>from(this.delegate.create()).timeout(this.timeout, Mono.error(this::timedOut));
		}

		@Override
		public ConnectionFactoryMetadata getMetadata() {
			return this.delegate.getMetadata();
		}

		@Override
		public ConnectionFactory unwrap() {
			return this.delegate;
		}

		private R2dbcTimeoutException timedOut() {
			return new R2dbcTimeoutException(
					"PostgreSQL has not let the application log in within " + this.timeout.toMillis() + " ms");
		}

	}

}
