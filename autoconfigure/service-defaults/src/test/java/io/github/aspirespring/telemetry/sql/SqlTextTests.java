// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.sql;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SqlText}.
 */
class SqlTextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '#',
			value = { "select 1 | SELECT", "  Insert into t | INSERT", "(select 1) union (select 2) | SELECT",
					"/* trace */ update t set a = 1 | UPDATE", "/* open | ##", "## | ##", "{call p()} | ##",
					"with x as (select 1) select * from x | WITH" })
	void beginsWithAnOperation(String sql, String operation) {
		assertThat(SqlText.operation(sql)).isEqualTo(operation);
	}

	@Test
	void beginsAfterComments() {
		assertThat(SqlText.operation("-- select\n/* insert */\n delete from t")).isEqualTo("DELETE");
	}

	@ParameterizedTest
	@MethodSource("statements")
	void keepsEverythingButValues(List<String> texts) {
		assertThat(SqlText.withoutValues(texts.get(0), false)).isEqualTo(texts.get(1));
		assertThat(SqlText.withoutValues(texts.get(1), false)).isEqualTo(texts.get(1));
	}

	static List<List<String>> statements() {
		return List.of(List.of("alter user ann password 's3cret'", "alter user ann password ?"),
				List.of("select 'it''s', 'x' from t", "select ?, ? from t"),
				List.of("select * from t1 where a=-1.5e3 and b=0xFF", "select * from t1 where a=-? and b=?"),
				List.of("select \"it's\", 'x' from \"t\"", "select \"it's\", ? from \"t\""),
				List.of("-- don't\nselect 'x'", "-- don't\nselect ?"),
				List.of("/* don't */ select 'x'", "/* don't */ select ?"),
				List.of("select E'it\\'s', 'x'", "select ?, ?"), List.of("select 'c:\\', 'x'", "select ?, ?"),
				List.of("select $$it's$$, $tag$ $$ 'x' $tag$ from t", "select ?, ? from t"),
				List.of("select * from t where a = $1 and b = ?", "select * from t where a = $1 and b = ?"),
				List.of("select 'open", "select ?"), List.of("select $$open", "select ?"), List.of("", ""));
	}

	@Test
	void knowsTheTextsOfMySql() {
		assertThat(SqlText.withoutValues("select 'it\\'s', \"s3cret\", `it's`, 'x'", true))
			.isEqualTo("select ?, ?, `it's`, ?");
	}

	@Test
	void takesLongStatements() {
		assertThat(SqlText.withoutValues("select '" + "''".repeat(1_000_000) + "'", false)).isEqualTo("select ?");
	}

}
