// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link AspireEnvironment}.
 */
class AspireEnvironmentTests {

	private static final String SECRET = "Secret1234567890";

	@Test
	void isEmptyWithoutVariables() {
		AspireEnvironment environment = AspireEnvironment.of(Map.of());
		assertThat(environment.connections().isEmpty()).isTrue();
		assertThat(environment.services().isEmpty()).isTrue();
		assertThat(environment.isEmpty()).isTrue();
		assertThat(environment).hasToString("AspireEnvironment[connections=[], services=[]]");
	}

	@Test
	void isNotEmptyWithEither() {
		assertThat(AspireEnvironment.of(Map.of("ConnectionStrings__cache", "h:1")).isEmpty()).isFalse();
		assertThat(AspireEnvironment.of(Map.of("services__api__http__0", "http://h")).isEmpty()).isFalse();
	}

	@Test
	void doesNotChangeWithTheMap() {
		Map<String, String> variables = new HashMap<>(
				Map.of("ConnectionStrings__cache", "h:1", "API_HTTP", "http://h"));
		AspireEnvironment environment = AspireEnvironment.of(variables);
		variables.clear();
		assertThat(environment.connections().names()).containsExactly("cache");
		assertThat(environment.services().find("api")).hasSize(1);
	}

	@Test
	void tellsNamesOnly() {
		assertThat(AspireEnvironment.of(Map.of("ConnectionStrings__cache", "h:1,password=secret", "CACHE_PASSWORD",
				"secret", "services__api__http__0", "http://u:secret@h")))
			.hasToString("AspireEnvironment[connections=[cache], services=[api]]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "9.5", "13.0", "13.1", "13.2", "13.6", "13.6 on Kubernetes", "17.0", "13.1 through sh" })
	void readsWhatEveryVersionInjects(String version) {
		AspireEnvironment environment = AspireEnvironment.of(variables(version));
		Connection database = Objects.requireNonNull(environment.connections().find("orders-db"));
		assertThat(environment.connections().names()).hasSize(1);
		if (!version.equals("13.1 through sh")) {
			assertThat(database.connectionString()).extracting(ConnectionString::value)
				.isEqualTo("Host=localhost;Password=pw;Database=orders");
		}
		if (!version.equals("9.5")) {
			assertThat(database.properties().host()).isEqualTo("localhost");
			assertThat(database.properties().password()).isEqualTo("pw");
			assertThat(database.properties().database()).isEqualTo("orders");
		}
		List<ServiceEndpoint> endpoints = environment.services().find("catalog-api");
		assertThat(endpoints).extracting(ServiceEndpoint::toString).containsExactly("https://localhost:7301");
	}

	@Test
	void readsWhateverTheLanguageOfTheMachine() {
		Locale locale = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("tr-TR"));
		try {
			AspireEnvironment environment = AspireEnvironment.of(Map.of("connectionstrings__mini-iii", "h:1",
					"MINI_III_URI", "redis://h:1", "INIT_HTTP", "http://h"));
			Connection connection = Objects.requireNonNull(environment.connections().find("MINI_iii"));
			assertThat(connection.properties().get("uri")).isEqualTo("redis://h:1");
			assertThat(environment.services().find("init", "http")).hasSize(1);
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@Property
	void readsAnyVariables(@ForAll Map<String, String> variables) {
		assertNothingIsThrownOrTold(variables);
	}

	@Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
	void readsAnyVariablesThatLookInjected(@ForAll("variables") Map<String, String> variables) {
		assertNothingIsThrownOrTold(variables);
		AspireEnvironment environment = AspireEnvironment.of(variables);
		for (Connection connection : environment.connections()) {
			assertThat(environment.connections().find(connection.name())).isSameAs(connection);
			assertThat(variables).containsKeys(connection.sources().toArray(String[]::new));
		}
		variables.keySet()
			.stream()
			.filter((variable) -> variable.startsWith("ConnectionStrings__"))
			.forEach((variable) -> assertThat(
					environment.connections().find(variable.substring("ConnectionStrings__".length())))
				.extracting(Connection::connectionString)
				.isNotNull()
				.extracting(ConnectionString::value)
				.isEqualTo(variables.get(variable)));
	}

	@Property(edgeCases = EdgeCasesMode.NONE)
	void doesNotDependOnOrder(@ForAll("variables") Map<String, String> variables) {
		List<String> names = new ArrayList<>(variables.keySet());
		Collections.reverse(names);
		Map<String, String> reversed = new LinkedHashMap<>();
		names.forEach((name) -> reversed.put(name, Objects.requireNonNull(variables.get(name))));
		assertThat(AspireEnvironment.of(reversed).connections().stream().toList())
			.isEqualTo(AspireEnvironment.of(variables).connections().stream().toList());
	}

	@Provide
	Arbitrary<Map<String, String>> variables() {
		Arbitrary<String> part = Arbitraries.oneOf(
				Arbitraries.of("cache", "my-db", "my_db", "My.Db", "my--db", "MY", "1st", "http", "https", "0", "1",
						"HOST", "PORT", "URI", "PASSWORD", "JDBCCONNECTIONSTRING", "SERVICE", ""),
				Arbitraries.strings().withChars("aA1_-.é").ofMaxLength(6));
		Arbitrary<String> start = Arbitraries.of("ConnectionStrings__", "CONNECTIONSTRINGS__", "services__", "SPRING_",
				"aspire.connection-strings.", "aspire.services.", "", "");
		Arbitrary<String> separator = Arbitraries.of("_", "__", "-", ".");
		Arbitrary<String> names = Combinators.combine(start, part, separator, part, separator, part)
			.as((prefix, one, first, two, second, three) -> prefix + one + first + two + second + three);
		Arbitrary<String> shortNames = Combinators.combine(start, part, separator, part)
			.as((prefix, one, first, two) -> prefix + one + first + two);
		Arbitrary<String> connections = part.map((name) -> "ConnectionStrings__" + name);
		return Arbitraries.maps(Arbitraries.oneOf(names, shortNames, connections), values()).ofMaxSize(12);
	}

	@Provide
	Arbitrary<String> values() {
		return Arbitraries.oneOf(
				Arbitraries.of("", " ", "localhost", "5432", "tcp://10.0.0.1:80", "http://h:1", "https://h:1/p/",
						"http://::1:1", "h:1,password=" + SECRET, "redis://:" + SECRET + "@h:1",
						"Host=h;Password=" + SECRET, "Password=\"" + SECRET, "jdbc:postgresql://h/" + SECRET, SECRET,
						"@" + SECRET + ":x"),
				Arbitraries.strings().withChars("ah1:/?#@=&%;,\"'[] ").ofMaxLength(20),
				Arbitraries.strings().ofMaxLength(10));
	}

	private static void assertNothingIsThrownOrTold(Map<String, String> variables) {
		AspireEnvironment environment = AspireEnvironment.of(variables);
		assertThat(environment.toString()).doesNotContain(SECRET);
		Stream<String> names = Stream
			.of(variables.keySet(), environment.connections().names(), environment.services().names())
			.flatMap(Collection::stream);
		for (String name : Stream.concat(names, Stream.of("cache", "my-db", "http", "", "-")).distinct().toList()) {
			environment.services()
				.endpointNames(name)
				.forEach(
						(endpoint) -> assertTellsNothing(() -> environment.services().find(name, endpoint).toString()));
			assertTellsNothing(() -> environment.services().find(name).toString());
			Connection connection = environment.connections().find(name);
			if (connection != null) {
				assertTellsNothing(connection::toString);
				assertTellsNothing(() -> connection.properties().host());
				assertTellsNothing(() -> connection.properties().port());
				assertTellsNothing(() -> connection.properties().uri());
			}
		}
	}

	private static void assertTellsNothing(ThrowingCallable reading) {
		Throwable thrown = catchThrowable(reading);
		if (thrown != null) {
			assertThat(thrown).isInstanceOf(MalformedConnectionException.class).hasNoCause();
			assertThat(thrown).hasMessageNotContaining(SECRET);
		}
	}

	private static Map<String, String> variables(String version) {
		Map<String, String> variables = new HashMap<>();
		boolean encoded = !version.equals("13.0");
		if (!version.endsWith("sh")) {
			String name = version.endsWith("Kubernetes") ? "orders_db" : "orders-db";
			variables.put("ConnectionStrings__" + name, "Host=localhost;Password=pw;Database=orders");
			variables.put("services__catalog-api__https__0", "https://localhost:7301");
		}
		if (version.equals("13.6") || version.equals("17.0")) {
			variables.put("ConnectionStrings__orders_db", "Host=localhost;Password=pw;Database=orders");
		}
		if (!version.equals("9.5")) {
			variables.put(encoded ? "ORDERS_DB_HOST" : "ORDERS-DB_HOST", "localhost");
			variables.put(encoded ? "ORDERS_DB_PORT" : "ORDERS-DB_PORT", "5432");
			variables.put(encoded ? "ORDERS_DB_PASSWORD" : "ORDERS-DB_PASSWORD", "pw");
			variables.put(encoded ? "ORDERS_DB_DATABASENAME" : "ORDERS-DB_DATABASE", "orders");
			variables.put(encoded ? "CATALOG_API_HTTPS" : "CATALOG-API_HTTPS", "https://localhost:7301");
		}
		return variables;
	}

}
