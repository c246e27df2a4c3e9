// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EnvironmentVariableName}.
 */
class EnvironmentVariableNameTests {

	@ParameterizedTest
	@CsvSource({ "cache, cache", "catalog-db, catalog_db", "My-Db, My_Db", "a.b c, a_b_c", "a--b, a__b", "1st, _1st",
			"9-lives, _9_lives", "größe, gr__e", "_x, _x" })
	void encodingKeepsLettersAndDigitsOnly(String name, String encoded) {
		assertThat(EnvironmentVariableName.encode(name)).isEqualTo(encoded);
	}

	@ParameterizedTest
	@CsvSource({ "cache, cache", "catalog-db, catalog_db", "My-Db, My_Db", "a--b, a_b", "a.-.b, a_b", "1st, _1st" })
	void portableAliasHasNoRunOfUnderscores(String name, String portable) {
		assertThat(EnvironmentVariableName.portable(name)).isEqualTo(portable);
	}

}
