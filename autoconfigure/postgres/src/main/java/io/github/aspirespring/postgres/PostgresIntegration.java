// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

import io.github.aspirespring.boot.Integration;
import io.github.aspirespring.boot.IntegrationProperties;
import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * Recognises PostgreSQL by a URL of its own or by the keywords of Npgsql, and has two
 * clients: JDBC and R2DBC.
 */
final class PostgresIntegration implements Integration {

	static final String ID = "postgres";

	static final String JDBC = "spring.datasource";

	static final String R2DBC = "spring.r2dbc";

	static final String HIKARI = JDBC + ".hikari";

	static final String R2DBC_POOL = "io.r2dbc.pool.ConnectionPool";

	/**
	 * Where an application sets parameters of pgjdbc.
	 */
	static final String OPTIONS = HIKARI + ".data-source-properties";

	private static final Pattern HOST = Pattern.compile("(^|;)\\s*Host\\s*=", Pattern.CASE_INSENSITIVE);

	// SQL Server's way to name an address or an instance, and URLs of other databases
	private static final Pattern FOREIGN_SERVER = Pattern.compile(",|^tcp:|://|\\\\|\\(", Pattern.CASE_INSENSITIVE);

	private static final List<NpgsqlKeyword> FOREIGN_KEYWORDS = List.of(NpgsqlKeyword.TRUST_SERVER_CERTIFICATE,
			NpgsqlKeyword.INTEGRATED_SECURITY, NpgsqlKeyword.PERSIST_SECURITY_INFO);

	@Override
	public String id() {
		return ID;
	}

	@Override
	public String displayName() {
		return "PostgreSQL";
	}

	@Override
	public Class<? extends IntegrationProperties> propertiesType() {
		return PostgresProperties.class;
	}

	@Override
	public List<String> clients() {
		return List.of(JDBC, R2DBC);
	}

	@Override
	public List<String> locationProperties() {
		return List.of(JDBC + ".url", HIKARI + ".jdbc-url", R2DBC + ".url");
	}

	@Override
	public List<String> credentialProperties() {
		return List.of(JDBC + ".username", JDBC + ".password", R2DBC + ".username", R2DBC + ".password");
	}

	@Override
	public boolean leavesOpen(Connection connection, String property) {
		try {
			PostgresConnection postgres = PostgresConnection.of(connection);
			// A token is a password as well, and not one for the application to say
			return property.endsWith(".username") ? postgres.username() == null
					: postgres.password() == null && !postgres.needsEntraToken();
		}
		catch (MalformedConnectionException ex) {
			return false;
		}
	}

	@Override
	public Recognition recognize(Connection connection) {
		ConnectionProperties properties = connection.properties();
		String url = (properties.jdbcUrl() != null) ? properties.jdbcUrl() : properties.get("Uri");
		if (url != null) {
			return PostgresUri.isPostgres(url) ? Recognition.CERTAIN : Recognition.NO;
		}
		ConnectionString string = connection.connectionString();
		if (string == null) {
			return Recognition.NO;
		}
		if (PostgresUri.isPostgres(string.value())) {
			return Recognition.CERTAIN;
		}
		return string.isKeyValues() ? recognize(string, properties) : Recognition.NO;
	}

	@Override
	public Map<String, Object> defaults(Selection selection) {
		PostgresPool configured = PostgresPool.configured(selection);
		PostgresPool pool = configured.or(PostgresPool.of(selection.connection()));
		Map<String, Object> defaults = new HashMap<>();
		putIfPresent(defaults, HIKARI + ".minimum-idle", pool.minimumIdle());
		putIfPresent(defaults, HIKARI + ".maximum-pool-size", pool.maximumSize());
		putIfPresent(defaults, HIKARI + ".connection-timeout", milliseconds(pool.connectionTimeout()));
		// Spring Boot insists on the pool if it is configured
		if (ClassUtils.isPresent(R2DBC_POOL, getClass().getClassLoader())) {
			putIfPresent(defaults, R2DBC + ".pool.min-idle", configured.minimumIdle());
			putIfPresent(defaults, R2DBC + ".pool.max-size", configured.maximumSize());
			putIfPresent(defaults, R2DBC + ".pool.initial-size", configured.maximumSize());
			putIfPresent(defaults, R2DBC + ".pool.max-acquire-time", configured.connectionTimeout());
		}
		return defaults;
	}

	private static @Nullable Long milliseconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() : null;
	}

	private static void putIfPresent(Map<String, Object> defaults, String property, @Nullable Object value) {
		if (value != null) {
			defaults.put(property, value.toString());
		}
	}

	private static Recognition recognize(ConnectionString string, ConnectionProperties properties) {
		try {
			NpgsqlString npgsql = NpgsqlString.parse(string, properties);
			if (npgsql.has("Host")) {
				return npgsql.isKnown() ? Recognition.CERTAIN : Recognition.POSSIBLE;
			}
			String server = npgsql.get(NpgsqlKeyword.HOST);
			boolean foreign = server == null || FOREIGN_SERVER.matcher(server.strip()).find()
					|| FOREIGN_KEYWORDS.stream().anyMatch((keyword) -> npgsql.get(keyword) != null);
			return (npgsql.isKnown() && !foreign) ? Recognition.POSSIBLE : Recognition.NO;
		}
		catch (MalformedConnectionException ex) {
			// Whoever needs the connection learns what is wrong with it
			return HOST.matcher(string.value()).find() ? Recognition.POSSIBLE : Recognition.NO;
		}
	}

}
