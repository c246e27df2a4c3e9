// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link KeyValueString}.
 */
class KeyValueStringTests {

	@Test
	void readsPairsInTheirOrder() {
		KeyValueString pairs = parse("Host=localhost;Port=5432;Username=postgres;Password=Zk4-_.{}~()*+!wM7tRb9Q");
		assertThat(pairs.keys()).containsExactly("Host", "Port", "Username", "Password");
		assertThat(pairs.get("Host")).isEqualTo("localhost");
		assertThat(pairs.get("Password")).isEqualTo("Zk4-_.{}~()*+!wM7tRb9Q");
	}

	@ParameterizedTest
	@ValueSource(strings = { "user id", "User ID", "USERID", " UserId ", "User\tId" })
	void comparesKeysWithoutCaseAndWhiteSpace(String key) {
		assertThat(parse("User Id=sa").get(key)).isEqualTo("sa");
		assertThat(parse(key + "=sa").get("userid")).isEqualTo("sa");
	}

	@Test
	void comparesKeysWhateverTheLanguageOfTheMachine() {
		Locale locale = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("tr-TR"));
		try {
			assertThat(parse("INITIAL CATALOG=orders").get("initial catalog")).isEqualTo("orders");
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@Test
	void returnsFirstSynonymThatHasValue() {
		KeyValueString pairs = parse("Data Source=a;Server=;Database=d");
		assertThat(pairs.get("Host", "Server", "Data Source")).isEqualTo("a");
		assertThat(pairs.get("Initial Catalog", "Database")).isEqualTo("d");
		assertThat(pairs.get("Password", "Pwd")).isNull();
		assertThat(pairs.get()).isNull();
	}

	@Test
	void takesLastOfRepeatedPairs() {
		KeyValueString pairs = parse("a=1;b=2;A=3");
		assertThat(pairs.get("a")).isEqualTo("3");
		assertThat(pairs.keys()).containsExactly("A", "b");
	}

	@Test
	void countsEmptyValueAsAbsent() {
		KeyValueString pairs = parse("Password=;Host=h;Empty=\"\"");
		assertThat(pairs.get("Password")).isNull();
		assertThat(pairs.keys()).containsExactly("Host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=1;", "a=1;;", ";;a=1", " a = 1 ; ", "a=1;\n", "a='1'", "a=\"1\" ;", "\ta\t=\t'1'\t" })
	void ignoresEmptyPartsAndWhiteSpaceAround(String text) {
		assertThat(parse(text).get("a")).isEqualTo("1");
	}

	@Test
	void hasNoPairsInEmptyText() {
		assertThat(parse("").keys()).isEmpty();
		assertThat(parse(" ;; ").keys()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "a=\"x;y\"|x;y", "a='x;y'|x;y", "a=\"o'brien\"|o'brien", "a='a\"b'|a\"b", "a=\"a\"\"b\"|a\"b",
					"a='a''b'|a'b", "a=\" lead\"|` lead`", "a=\"a=b\"|a=b", "a=a=b|a=b", "a==b=c|", "a=x\"y|x\"y",
					"a=x'y'|x'y'", "a=\"'\"\"\"|'\"", "a=GMGw==|GMGw==", "a=a b|a b",
					"a=\"Active Directory Default\"|" + "Active Directory Default" })
	void readsQuotedAndPlainValues(String text, String value) {
		assertThat(parse(text + ";b=2").get("a")).isEqualTo(value);
		assertThat(parse(text + ";b=2").get("b")).isEqualTo("2");
	}

	@Test
	void readsTwoEqualsSignsInKeyAsOne() {
		assertThat(parse("a==b=c").get("a=b")).isEqualTo("c");
		assertThat(parse("==a=c").get("=a")).isEqualTo("c");
		assertThat(parse("a===c").get("a=")).isEqualTo("c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "test", "a=1;test", "=1", " =1", "a=1;=2", "a=\"1", "a='1", "a=\"1\"2", "a=\"1\"b=2",
			"a=\"1\" 2", "a='1''", "a==b", "localhost:6379,password" })
	void rejectsWhatIsNoPair(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> KeyValueString.parse("ConnectionStrings__db", text))
			.withMessageStartingWith("'ConnectionStrings__db' is malformed: ")
			.withMessageMatching(".* \\(at character \\d+\\)");
	}

	@Test
	void tellsWhereTextIsMalformed() {
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> parse("a=1; =2"))
			.withMessage("'x' is malformed: a pair must have a key before its equals sign (at character 7)");
	}

	@Test
	void printsQuotesWhereNeeded() {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("Host", "h");
		values.put("Database", "o'brien");
		values.put("User=Name", "a\"b");
		values.put("Password", " '\";= ");
		assertThat(KeyValueString.of(values).format())
			.isEqualTo("Host=h;Database=\"o'brien\";User==Name='a\"b';Password=\" '\"\";= \"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a;b" })
	void cannotBeCreatedFromKeyThatCannotBeWritten(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeyValueString.of(Map.of(key, "v")));
	}

	@Test
	void keepsValuesAndKeysOutOfItsText() {
		// The end of an unquoted password with a semicolon looks like a pair
		assertThat(parse("Host=h;Password=secret;part=two")).hasToString("KeyValueString[pairs=3]");
	}

	@Property
	void readsBackWhatItPrints(@ForAll("pairs") Map<String, String> values) {
		KeyValueString printed = KeyValueString.of(values);
		KeyValueString read = parse(printed.format());
		assertThat(read.keys()).isEqualTo(printed.keys());
		values.keySet().forEach((key) -> assertThat(read.get(key)).isEqualTo(printed.get(key)));
	}

	@Property
	void findsEveryValueThatItWasCreatedFrom(@ForAll("keys") String key, @ForAll("values") String value) {
		KeyValueString pairs = parse(KeyValueString.of(Map.of(key, value)).format());
		assertThat(pairs.get(key)).isEqualTo(value.isEmpty() ? null : value);
	}

	@Property
	void readsAnyTextOrSaysThatItIsMalformed(@ForAll("texts") String text) {
		try {
			KeyValueString pairs = parse(text);
			assertThat(parse(pairs.format()).keys()).isEqualTo(pairs.keys());
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex.source()).isEqualTo("x");
		}
	}

	@Property
	void neverTellsWhatIsMalformed(@ForAll("texts") String before, @ForAll("texts") String after) {
		String secret = "Secret1234567890";
		try {
			assertThat(parse(before + secret + after).toString()).doesNotContain(secret);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex).hasMessageNotContaining(secret).hasNoCause();
		}
	}

	@Provide
	Arbitrary<Map<String, String>> pairs() {
		return Arbitraries.maps(keys(), values()).ofMaxSize(6);
	}

	@Provide
	Arbitrary<String> keys() {
		Arbitrary<String> keys = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(8),
				Arbitraries.strings().withChars("ab=\"' ").ofMaxLength(6));
		return keys.filter((key) -> !key.isBlank() && key.indexOf(';') < 0);
	}

	@Provide
	Arbitrary<String> values() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(12), texts());
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(30),
				Arbitraries.strings().withChars("ab=;\"' \t").ofMaxLength(16));
	}

	private static KeyValueString parse(String text) {
		return KeyValueString.parse("x", text);
	}

}
