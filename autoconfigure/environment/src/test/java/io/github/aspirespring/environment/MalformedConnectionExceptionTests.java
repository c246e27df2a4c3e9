// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MalformedConnectionException}.
 */
class MalformedConnectionExceptionTests {

	@Test
	void namesSourceAndRule() {
		MalformedConnectionException exception = new MalformedConnectionException("CACHE_PORT", "a port is a number");
		assertThat(exception.source()).isEqualTo("CACHE_PORT");
		assertThat(exception.rule()).isEqualTo("a port is a number");
		assertThat(exception).hasMessage("'CACHE_PORT' is malformed: a port is a number");
	}

}
