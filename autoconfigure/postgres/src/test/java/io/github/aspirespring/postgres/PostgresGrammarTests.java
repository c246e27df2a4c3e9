// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.KeyValueString;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with made-up users, passwords, databases and connection strings.
 */
class PostgresGrammarTests {

	private static final String SOURCE = "ConnectionStrings__db";

	@Property
	void survivesTheParserOfTheDriver(@ForAll("names") String database, @ForAll("names") String schema,
			@ForAll("names") String user) {
		Map<String, String> pairs = new LinkedHashMap<>();
		pairs.put("Host", "localhost");
		pairs.put("Username", user);
		pairs.put("Database", database);
		pairs.put("Search Path", schema);
		PostgresConnection connection = read(KeyValueString.of(pairs).format());
		AspireJdbcConnectionDetails details = new AspireJdbcConnectionDetails(connection, Set.of(), null);
		assertThat(details.getUsername()).isEqualTo(user);
		assertThat(ParsedUrl.of(details.getJdbcUrl(), user)).containsEntry("PGDBNAME", database)
			.containsEntry("currentSchema", schema)
			.containsEntry("PGHOST", "localhost")
			.containsEntry("PGPORT", "5432");
	}

	@Property
	void readsTheSameFromEverySource(@ForAll("names") String user, @ForAll("names") String password,
			@ForAll("names") String database) {
		Map<String, String> pairs = new LinkedHashMap<>();
		pairs.put("Host", "h");
		pairs.put("Username", user);
		pairs.put("Password", password);
		pairs.put("Database", database);
		PostgresConnection quoted = read(KeyValueString.of(pairs).format());
		PostgresConnection uri = read("postgresql://" + ConnectionUri.percentEncode(user) + ":"
				+ ConnectionUri.percentEncode(password) + "@h/" + ConnectionUri.percentEncode(database));
		PostgresConnection jdbc = read("jdbc:postgresql://h/" + ConnectionUri.percentEncode(database) + "?user="
				+ ConnectionUri.percentEncode(user) + "&password=" + ConnectionUri.percentEncode(password));
		PostgresConnection properties = read(Map.of("DB_HOST", "h", "DB_USERNAME", user, "DB_PASSWORD", password,
				"DB_DATABASENAME", database, "DB_JDBCCONNECTIONSTRING", "jdbc:postgresql://h"));
		assertThat(quoted).isEqualTo(uri).isEqualTo(jdbc).isEqualTo(properties);
		assertThat(quoted.username()).isEqualTo(user);
		assertThat(quoted.password()).isEqualTo(password);
		assertThat(quoted.database()).isEqualTo(database);
	}

	@Property
	void readsCredentialsThatAppHostsDoNotQuote(@ForAll("names") String user, @ForAll("names") String password) {
		PostgresConnection connection = read(
				Map.of(SOURCE, "Host=h;Port=1;Username=" + user + ";Password=" + password + ";Database=d", "DB_HOST",
						"h", "DB_PORT", "1", "DB_USERNAME", user, "DB_PASSWORD", password, "DB_DATABASENAME", "d",
						"DB_JDBCCONNECTIONSTRING", "jdbc:postgresql://h:1/d"));
		assertThat(connection.username()).isEqualTo(user);
		assertThat(connection.password()).isEqualTo(password);
		assertThat(connection.target()).isEqualTo("h:1/d");
		assertThat(connection.parameters()).isEmpty();
	}

	@Property
	void failsInOneWayOnly(@ForAll("texts") String text, @ForAll("texts") String uri) {
		Connection connection = Connection.of("db", new ConnectionString(SOURCE, text));
		PostgresIntegration integration = new PostgresIntegration();
		assertThat(integration.recognize(connection)).isNotNull();
		integration.credentialProperties().forEach((property) -> integration.leavesOpen(connection, property));
		try {
			PostgresConnection.of(connection);
			integration.defaults(
					Selection.of(integration, connection, new PostgresProperties(true, null, null, null, Map.of())));
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex.source()).isEqualTo(SOURCE);
		}
		AspireEnvironment.of(Map.of(SOURCE, text, "DB_URI", uri, "DB_JDBCCONNECTIONSTRING", "jdbc:" + uri))
			.connections()
			.forEach((each) -> assertThat(integration.recognize(each)).isNotNull());
	}

	@Property
	void neverTellsWhatItReads(@ForAll("texts") String before, @ForAll("texts") String after) {
		String secret = "q7Xs3cretZ9";
		try {
			PostgresConnection connection = read(
					"Host=h;" + before + ";Password=" + secret + after + ";" + secret + "=" + secret + ";Username=u");
			assertThat(connection.toString() + connection.unknown() + connection.unused()).doesNotContain(secret);
			assertThat(new AspireJdbcConnectionDetails(connection, Set.of(), null).toString()).doesNotContain(secret);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex).hasMessageNotContaining(secret).hasNoCause();
		}
	}

	@Provide
	Arbitrary<String> names() {
		return Arbitraries
			.oneOf(Arbitraries.strings().ofMinLength(1).ofMaxLength(20),
					Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(20), texts())
			.filter((name) -> !name.isEmpty() && isUnicode(name));
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries
			.of(";", "=", ":", ",", "@", "/", "?", "&", "#", "%", "+", "[", "]", "\"", "'", " ", "a", "1", "localhost",
					"Host", "Server", "Port", "Password", "Username", "Database", "SSL Mode", "Require", "Timeout",
					"postgresql://", "postgres://", "jdbc:postgresql://", "mysql://", "::1", "%2B", "ü")
			.list()
			.ofMaxSize(12)
			.map((parts) -> String.join("", parts));
	}

	// Half of a surrogate pair has no encoding, and no server would accept it
	private static boolean isUnicode(String text) {
		return text.codePoints()
			.noneMatch((codePoint) -> codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
	}

	private static PostgresConnection read(String text) {
		return PostgresConnection.of(Connection.of("db", new ConnectionString(SOURCE, text)));
	}

	private static PostgresConnection read(Map<String, String> variables) {
		Connection connection = AspireEnvironment.of(variables).connections().find("db");
		assertThat(connection).isNotNull();
		return PostgresConnection.of(connection);
	}

}
