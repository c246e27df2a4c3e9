// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretMask}.
 */
class SecretMaskTests {

	private static final String PASSWORD = "Zk4-_.{}~()*+!wM7tRb9Q";

	private final SecretMask mask = new SecretMask();

	@Test
	void passwordIsMaskedInEveryVariableThatHasIt() {
		this.mask.add(PASSWORD);
		PostgresDatabase database = new PostgresDatabase("catalog-db", "localhost", 51002, "postgres", PASSWORD,
				"catalog-db");
		ServiceVariables variables = new ServiceVariables(new SpringBootApp("catalog", 41235), "qwzkfjxb")
			.withReference(database);
		assertThat(this.mask.mask(variables.injected().toString())).contains("CATALOG_DB_PASSWORD=*****,")
			.contains("Username=postgres;Password=*****;Database=catalog-db")
			.contains("postgresql://postgres:*****@localhost:51002/catalog-db")
			.doesNotContain("Zk4")
			.doesNotContain("wM7tRb9Q");
	}

	@Test
	void everySecretIsMaskedWhereverItIs() {
		this.mask.add("first");
		this.mask.add("second");
		assertThat(this.mask.mask("a first, a second, a first")).isEqualTo("a *****, a *****, a *****");
	}

	@Test
	void textWithoutSecretsStaysAsItIs() {
		this.mask.add("secret");
		assertThat(this.mask.mask("CACHE_HOST=localhost")).isEqualTo("CACHE_HOST=localhost");
	}

	@Test
	void maskDoesNotTellItsSecrets() {
		this.mask.add(PASSWORD);
		assertThat(this.mask.toString()).doesNotContain(PASSWORD);
	}

}
