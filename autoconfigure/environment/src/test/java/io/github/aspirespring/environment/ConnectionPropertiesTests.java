// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConnectionProperties}.
 */
class ConnectionPropertiesTests {

	@Test
	void offersWhatMostResourcesHave() {
		ConnectionProperties properties = properties(Map.of("DB_HOST", "pg.dev.internal", "DB_PORT", "5432",
				"DB_USERNAME", "us@er", "DB_PASSWORD", "p@ss/w:rd#1", "DB_DATABASENAME", "db#test", "DB_URI",
				"postgresql://us%40er:p%40ss%2Fw%3Ard%231@pg.dev.internal:5432/db%23test", "DB_JDBCCONNECTIONSTRING",
				"jdbc:postgresql://pg.dev.internal:5432/db%23test"));
		assertThat(properties.host()).isEqualTo("pg.dev.internal");
		assertThat(properties.port()).isEqualTo(5432);
		assertThat(properties.username()).isEqualTo("us@er");
		assertThat(properties.password()).isEqualTo("p@ss/w:rd#1");
		assertThat(properties.database()).isEqualTo("db#test");
		assertThat(properties.uri()).isNotNull().extracting(ConnectionUri::segment).isEqualTo("db#test");
		assertThat(properties.jdbcUrl()).isEqualTo("jdbc:postgresql://pg.dev.internal:5432/db%23test");
		assertThat(properties.names()).containsExactly("DATABASENAME", "HOST", "JDBCCONNECTIONSTRING", "PASSWORD",
				"PORT", "URI", "USERNAME");
		assertThat(properties.isEmpty()).isFalse();
	}

	@Test
	void hasNothingWithoutVariables() {
		ConnectionProperties properties = properties(Map.of());
		assertThat(properties.isEmpty()).isTrue();
		assertThat(properties.names()).isEmpty();
		assertThat(properties.host()).isNull();
		assertThat(properties.port()).isNull();
		assertThat(properties.username()).isNull();
		assertThat(properties.password()).isNull();
		assertThat(properties.database()).isNull();
		assertThat(properties.uri()).isNull();
		assertThat(properties.jdbcUrl()).isNull();
		assertThat(properties.source("HOST")).isNull();
	}

	@Test
	void findsPropertyInAnyCaseWhateverTheLanguageOfTheMachine() {
		ConnectionProperties properties = properties(Map.of("DB_AIINFERENCEURI", "http://h/"));
		Locale locale = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("tr-TR"));
		try {
			assertThat(properties.get("AIInferenceUri")).isEqualTo("http://h/");
			assertThat(properties.get("aiinferenceuri")).isEqualTo("http://h/");
			assertThat(properties.source("AIInferenceUri")).isEqualTo("DB_AIINFERENCEURI");
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@ParameterizedTest
	@CsvSource({ "MY.KEY, my.key", "MY-KEY, my-key", "MY_KEY, my_key", "SOME_LONG_KEY, some_long_key" })
	void keepsCustomPropertiesAsTheyAreSpelled(String suffix, String name) {
		ConnectionProperties properties = properties(Map.of("DB_" + suffix, "value"));
		assertThat(properties.get(name)).isEqualTo("value");
		assertThat(properties.source(name)).isEqualTo("DB_" + suffix);
	}

	@Test
	void prefersDatabaseNameToTheNameItHadBefore() {
		assertThat(properties(Map.of("DB_DATABASE", "old")).database()).isEqualTo("old");
		assertThat(properties(Map.of("DB_DATABASE", "old", "DB_DATABASENAME", "new")).database()).isEqualTo("new");
	}

	@Test
	void countsEmptyValueAsAbsent() {
		ConnectionProperties properties = properties(Map.of("DB_PASSWORD", "", "DB_HOST", "h"));
		assertThat(properties.password()).isNull();
		assertThat(properties.names()).containsExactly("HOST");
	}

	@Test
	void keepsWhiteSpaceOfValuesThatMayHaveIt() {
		ConnectionProperties properties = properties(Map.of("DB_PASSWORD", " p ", "DB_DATABASENAME", " lead"));
		assertThat(properties.password()).isEqualTo(" p ");
		assertThat(properties.database()).isEqualTo(" lead");
	}

	@ParameterizedTest
	@CsvSource({ "localhost, localhost", "' cache ', cache", "::1, ::1", "[::1], ::1", "fe80::1, fe80::1" })
	void readsHostWithAndWithoutBrackets(String value, String host) {
		assertThat(properties(Map.of("DB_HOST", value)).host()).isEqualTo(host);
	}

	@ParameterizedTest
	@CsvSource({ "' '", "a b", "h/p", "h:1", "[h]", "u@h" })
	void rejectsWhatIsNoHost(String value) {
		ConnectionProperties properties = properties(Map.of("DB_HOST", value));
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(properties::host)
			.withMessageStartingWith("'DB_HOST' is malformed: ");
	}

	@ParameterizedTest
	@CsvSource({ "0", "65536", "x", "' '", "5432/tcp" })
	void rejectsWhatIsNoPort(String value) {
		ConnectionProperties properties = properties(Map.of("DB_PORT", value));
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(properties::port)
			.withMessage("'DB_PORT' is malformed: a port must be a number from 1 to 65535");
	}

	@Test
	void takesLinkOfKubernetesForNoPort() {
		assertThat(properties(Map.of("DB_PORT", "tcp://10.0.31.7:8080")).port()).isNull();
	}

	@Test
	void namesVariableOfMalformedUri() {
		ConnectionProperties properties = properties(Map.of("DB_URI", "secret"));
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(properties::uri)
			.withMessageStartingWith("'DB_URI' is malformed: ")
			.withMessageNotContaining("secret");
	}

	@Test
	void equalsPropertiesOfSameVariablesAndValues() {
		ConnectionProperties properties = properties(Map.of("DB_HOST", "h"));
		assertThat(properties).isEqualTo(properties(Map.of("DB_HOST", "h")))
			.hasSameHashCodeAs(properties(Map.of("DB_HOST", "h")))
			.isNotEqualTo(properties(Map.of("DB_HOST", "g")))
			.isNotEqualTo(properties(Map.of()));
	}

	@Test
	void keepsValuesOutOfItsText() {
		assertThat(properties(Map.of("DB_HOST", "h", "DB_PASSWORD", "secret")))
			.hasToString("ConnectionProperties[HOST, PASSWORD]");
	}

	private static ConnectionProperties properties(Map<String, String> variables) {
		Map<String, String> all = new HashMap<>(variables);
		all.put("ConnectionStrings__db", "x");
		return Objects.requireNonNull(AspireEnvironment.of(all).connections().find("db")).properties();
	}

}
