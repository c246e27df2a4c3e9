// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UntracedPathsTests {

	private final UntracedPaths paths = UntracedPaths.of("/manage/", List.of("ping", " /a/b "));

	@ParameterizedTest
	@ValueSource(strings = { "/health", "/Health", "/health/", "/health/ready", "/health;v=1", "/alive", "/ALIVE/x",
			"/manage", "/manage/health/liveness", "/ping", "/a/b", "/a/b/c" })
	void includeProbes(String path) {
		assertThat(this.paths.include(path)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "/", "/healthz", "/x/health", "/actuator/health", "/aliveness", "/a", "/a/bc", "health" })
	void includeNothingElse(String path) {
		assertThat(this.paths.include(path)).isFalse();
	}

	@Test
	void doNotIncludeEverythingWhereTheActuatorIsAtTheRoot() {
		for (String root : new String[] { "", "/", "//" }) {
			UntracedPaths paths = UntracedPaths.of(root, List.of("/"));
			assertThat(paths.include("/products")).isFalse();
			assertThat(paths.include("/health")).isTrue();
		}
	}

}
