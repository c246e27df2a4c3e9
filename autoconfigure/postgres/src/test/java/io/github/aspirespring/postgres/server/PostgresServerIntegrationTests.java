// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.KeyValueString;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that statements reach the database that the AppHost names, with both clients.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
@ExtendWith(OutputCaptureExtension.class)
class PostgresServerIntegrationTests {

	private static final String GENERATED = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789-_.{}~()*+!";

	private static final String PUNCTUATION = "a" + IntStream.rangeClosed(' ', '~')
		.filter((character) -> !Character.isLetterOrDigit(character))
		.mapToObj(Character::toString)
		.collect(Collectors.joining()) + "z";

	private static final AtomicInteger number = new AtomicInteger();

	private static PostgresServer server;

	@Parameter
	PostgresApplication application = PostgresApplication.JDBC;

	@BeforeAll
	static void startServer() {
		server = PostgresServer.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void connectsToDatabase() {
		connectsFromEverySource(unique("app"), "pw", unique("orders"));
	}

	@Test
	void connectsWithEveryCharacterOfGeneratedPasswords() {
		connectsFromEverySource(unique("app"), GENERATED, unique("orders"));
	}

	@Test
	void connectsWithEveryPunctuationCharacterInPassword() {
		connectsFromEverySource(unique("app"), PUNCTUATION, unique("orders"));
	}

	@Test
	void connectsWithEveryPunctuationCharacterInUserAndDatabase() {
		connectsFromEverySource(unique(PUNCTUATION), "pw", unique("db " + PUNCTUATION));
	}

	@Test
	void connectsWithCharactersOfAllLanguages() {
		connectsFromEverySource(unique("größe"), "pässwörd-密码-🔑", unique("заказы"));
	}

	@Test
	void connectsWithPasswordThatLooksLikeKeywords() {
		connectsFromEverySource(unique("app"), "a;Database=other;Host=nowhere", unique("orders"));
	}

	@Test
	void connectsToTheDatabaseOfTheUserWithoutDatabase() {
		String user = unique("app");
		server.with(user, "pw", user);
		String string = "Host=localhost;Port=" + server.port() + ";Username=" + user + ";Password=pw";
		run(AppHostVariables.none().connectionString("pg", string), user, user);
		run(AppHostVariables.none()
			.connection("pg", string, Map.of("Host", "localhost", "Port", String.valueOf(server.port()), "Username",
					user, "Password", "pw", "JdbcConnectionString", "jdbc:postgresql://localhost:" + server.port())),
				user, user);
	}

	@Test
	void connectsWithPasswordThatWasNotEncodedInUri() {
		String user = unique("app");
		String database = unique("orders");
		server.with(user, "p@ss/w#d:+%", database);
		run(AppHostVariables.none()
			.variable("DB_URI", "postgresql://" + user + ":p@ss/w#d:+%@localhost:" + server.port() + "/" + database),
				user, database);
	}

	@Test
	void usesSecondHostIfTheFirstIsDown() {
		String user = unique("app");
		String database = unique("orders");
		server.with(user, "pw", database);
		run(AppHostVariables.none()
			.connectionString("db",
					"Host=localhost:" + TestPorts.refusing() + ",localhost:" + server.port() + ";Username=" + user
							+ ";Password=pw;Database=" + database + ";Target Session Attributes=primary"),
				user, database);
	}

	@Test
	void passesOnWhatTheConnectionStringAsksFor() {
		String user = unique("app");
		String database = unique("orders");
		server.with(user, "pw", database);
		this.application.runner()
			.withVariables(AppHostVariables.none()
				.connectionString("db",
						"Host=localhost;Port=" + server.port() + ";Username=" + user + ";Password=pw;Database="
								+ database + ";Application Name=orders service;Search Path=sales,public;"
								+ "Options=-c work_mem=8MB -c geqo=off;Keepalive=30;Pooling=true"))
			.run((context) -> {
				assertThat(this.application.query(context, "show application_name")).isEqualTo("orders service");
				assertThat(this.application.query(context, "show search_path")).isEqualTo("sales,public");
				assertThat(this.application.query(context, "show work_mem")).isEqualTo("8MB");
				assertThat(this.application.query(context, "show geqo")).isEqualTo("off");
			});
	}

	@Test
	void cancelsCommandsThatTakeTooLong() {
		String user = unique("app");
		server.with(user, "pw", user);
		this.application.runner()
			.withVariables(AppHostVariables.none()
				.connectionString("db",
						"Host=localhost;Port=" + server.port() + ";Username=" + user
								+ ";Password=pw;Command Timeout=1"))
			.run((context) -> {
				assertThat(catchThrowable(() -> this.application.query(context, "select pg_sleep(30)::text")))
					.hasStackTraceContaining("canceling statement due to");
				this.application.assertConnected(context, user, user);
			});
	}

	@Test
	void isHealthy() {
		String user = unique("app");
		String database = unique("orders");
		server.with(user, "pw", database);
		this.application.runner()
			.withVariables(PostgresApplication.resource("db", "localhost", server.port(), user, "pw", database))
			.run((context) -> assertThat(this.application.health(context).getStatus()).isEqualTo(Status.UP));
	}

	@Test
	void usesCredentialsOfTheApplicationWhereTheConnectionHasNone() {
		String user = unique("app");
		String database = unique("orders");
		server.with(user, "pw", database);
		String namespace = (this.application == PostgresApplication.JDBC) ? "spring.datasource" : "spring.r2dbc";
		this.application.runner()
			.withVariables(AppHostVariables.none()
				.connectionString("db", "Host=localhost;Port=" + server.port() + ";Database=" + database))
			.withApplicationProperties(namespace + ".username=" + user, namespace + ".password=pw")
			.run((context) -> this.application.assertConnected(context, user, database));
	}

	@Test
	void warnsAboutUnknownKeywordsOnceAndNeverTellsThePassword(CapturedOutput output) {
		String user = unique("app");
		String database = unique("orders");
		server.with(user, "s3cret", database);
		run(AppHostVariables.none()
			.connection("db",
					"Host=localhost;Frobnicate=1;Port=" + server.port() + ";Username=" + user
							+ ";Password=s3cret;Database=" + database,
					Map.of("Password", "s3cret", "JdbcConnectionString",
							"jdbc:postgresql://localhost:" + server.port() + "/" + database)),
				user, database);
		assertThat(output.getAll().lines().filter((line) -> line.contains("'Frobnicate'"))).singleElement()
			.asString()
			.contains("WARN", "ConnectionStrings__db");
		assertThat(output).doesNotContain("s3cret");
	}

	private void connectsFromEverySource(String user, String password, String database) {
		server.with(user, password, database);
		AppHostVariables all = PostgresApplication.resource("orders-db", "localhost", server.port(), user, password,
				database);
		run(all, user, database);
		run(all.throughShell(), user, database);
		Map<String, String> pairs = new LinkedHashMap<>();
		pairs.put("Host", "localhost");
		pairs.put("Port", String.valueOf(server.port()));
		pairs.put("Username", user);
		pairs.put("Password", password);
		pairs.put("Database", database);
		run(AppHostVariables.none().connectionString("db", KeyValueString.of(pairs).format()), user, database);
		String uri = "postgresql://" + ConnectionUri.percentEncode(user) + ":" + ConnectionUri.percentEncode(password)
				+ "@localhost:" + server.port() + "/" + ConnectionUri.percentEncode(database);
		run(AppHostVariables.none().connectionString("db", uri), user, database);
		run(AppHostVariables.none().variable("DB_URI", uri), user, database);
	}

	private void run(AppHostVariables variables, String user, String database) {
		this.application.runner().withVariables(variables).run((context) -> {
			assertThat(context).hasNotFailed();
			this.application.assertConnected(context, user, database);
		});
	}

	private static String unique(String name) {
		return name + number.incrementAndGet();
	}

}
