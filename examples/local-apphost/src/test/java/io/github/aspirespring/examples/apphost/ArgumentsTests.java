// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Arguments}.
 */
class ArgumentsTests {

	@Test
	void withoutArgumentsTheCatalogRunsUntilItIsStopped() {
		assertThat(Arguments.parse()).contains(new Arguments(Path.of("examples/catalog/target/catalog.jar"), false));
	}

	@Test
	void argumentsComeInAnyOrder() {
		assertThat(Arguments.parse("--once", "--catalog-jar=other.jar"))
			.isEqualTo(Arguments.parse("--catalog-jar=other.jar", "--once"))
			.contains(new Arguments(Path.of("other.jar"), true));
	}

	@Test
	void anythingElseNeedsAnExplanation() {
		assertThat(Arguments.parse("--twice")).isEmpty();
		assertThat(Arguments.parse("--once", "--help")).isEmpty();
		assertThat(Arguments.parse("--catalog-jar", "other.jar")).isEmpty();
	}

}
