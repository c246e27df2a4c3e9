// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

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
		Connection connection = selection.connection();
		ConnectionString string = connection.connectionString();
		if (string == null || !string.isKeyValues()) {
			return Map.of();
		}
		NpgsqlString npgsql = NpgsqlString.parse(string, connection.properties());
		Map<String, Object> defaults = new HashMap<>();
		putIfNumber(defaults, HIKARI + ".minimum-idle", npgsql.get(NpgsqlKeyword.MINIMUM_POOL_SIZE));
		putIfNumber(defaults, HIKARI + ".maximum-pool-size", npgsql.get(NpgsqlKeyword.MAXIMUM_POOL_SIZE));
		return defaults;
	}

	private static void putIfNumber(Map<String, Object> defaults, String property, @Nullable String value) {
		if (value != null && value.strip().matches("[1-9][0-9]{0,5}")) {
			defaults.put(property, value.strip());
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
