// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.machine;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.aspirespring.examples.apphost.process.JavaProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Executable}.
 */
class ExecutableTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Test
	void commandNobodyInstalledIsNotOnThePath() {
		assertThat(Executable.onPath("no-such-command-anywhere")).isEmpty();
	}

	@Test
	void commandSucceedsIfItExitsWithZero() {
		assertThat(Executable.succeeds(TIMEOUT, JavaProgram.java(), "-version")).isTrue();
		assertThat(Executable.succeeds(TIMEOUT, JavaProgram.java(), "-no-such-option")).isFalse();
		assertThat(Executable.succeeds(TIMEOUT, "no-such-command-anywhere")).isFalse();
	}

	@Test
	void commandThatTakesTooLongDoesNotSucceed() {
		assertThat(Executable.succeeds(Duration.ZERO, JavaProgram.java(), "-version")).isFalse();
	}

}
