// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.List;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VariableName}.
 */
class VariableNameTests {

	@ParameterizedTest
	@CsvSource({ "cache, cache", "My_Cache9, My_Cache9", "_cache, _cache", "my-cache, my_cache", "Orders-DB, Orders_DB",
			"db.primary, db_primary", "a b, a_b", "1st-db, _1st_db", "9, _9", "a--b, a__b", "-a-, _a_", "é, _",
			"naïve, na_ve", "😀, __", "a/b:c, a_b_c", "'', ''" })
	void encodesCharacterByCharacter(String name, String encoded) {
		assertThat(VariableName.encode(name)).isEqualTo(encoded);
	}

	@ParameterizedTest
	@CsvSource({ "My-Orders-DB, My_Orders_DB", "a-b--c, a_b_c", "a__b, a_b", "__a, _a", "1-.-2, _1_2",
			"ordersdb, ordersdb", "'', ''" })
	void collapsesUnderscoresInPortableAlias(String name, String portable) {
		assertThat(VariableName.portable(name)).isEqualTo(portable);
	}

	@ParameterizedTest
	@CsvSource({ "cache, CACHE_", "orders-db, ORDERS_DB_", "1st-db, _1ST_DB_", "a-b--c, A_B__C_", "'', ''" })
	void startsPropertiesWithEncodedNameInCapitals(String name, String prefix) {
		assertThat(VariableName.prefix(name)).isEqualTo(prefix);
	}

	@ParameterizedTest
	@CsvSource({ "CACHE, cache", "ORDERS_DB, orders-db", "_1ST_DB, 1st-db", "_A, -a", "_, -", "'', ''" })
	void restoresConventionalSpelling(String encoded, String name) {
		assertThat(VariableName.decode(encoded)).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource({ "orders-db, ORDERS_DB", "Orders.DB, orders_db", "a--b, A_B", "1st, _1ST", "'', ''" })
	void matchesSpellingsOfOneName(String name, String other) {
		assertThat(VariableName.matches(name, other)).isTrue();
		assertThat(VariableName.matches(other, name)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "orders-db, ordersdb", "cache, cache2", "a, ''", "-a, a" })
	void tellsDifferentNamesApart(String name, String other) {
		assertThat(VariableName.matches(name, other)).isFalse();
	}

	@Test
	void ignoresLanguageOfMachine() {
		Locale locale = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("tr-TR"));
		try {
			assertThat(VariableName.prefix("mini-iii")).isEqualTo("MINI_III_");
			assertThat(VariableName.decode("MINI_III")).isEqualTo("mini-iii");
			assertThat(VariableName.matches("mini", "MINI")).isTrue();
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@Property
	void encodesToWhatEveryShellAccepts(@ForAll String name) {
		assertThat(VariableName.encode(name)).matches("|[A-Za-z_][A-Za-z0-9_]*");
		assertThat(VariableName.prefix(name)).matches("|[A-Z_][A-Z0-9_]*_");
	}

	@Property
	void encodesOnce(@ForAll String name) {
		String encoded = VariableName.encode(name);
		assertThat(VariableName.encode(encoded)).isEqualTo(encoded);
		String portable = VariableName.portable(name);
		assertThat(VariableName.portable(portable)).isEqualTo(portable).doesNotContain("__");
	}

	@Property
	void restoresNamesOfResources(@ForAll("resourceNames") String name) {
		assertThat(VariableName.decode(VariableName.encode(name))).isEqualToIgnoringCase(name);
	}

	@Property
	void restoresNameThatMatches(@ForAll String name) {
		assertThat(VariableName.matches(VariableName.decode(VariableName.encode(name)), name)).isTrue();
		assertThat(VariableName.matches(VariableName.portable(name), name)).isTrue();
	}

	@Provide
	Arbitrary<String> resourceNames() {
		Arbitrary<String> part = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(8);
		Arbitrary<String> first = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4);
		return first.flatMap((start) -> part.list().ofMaxSize(3).map((rest) -> start + String.join("", dashed(rest))));
	}

	private static List<String> dashed(List<String> parts) {
		return parts.stream().map((part) -> "-" + part).toList();
	}

}
