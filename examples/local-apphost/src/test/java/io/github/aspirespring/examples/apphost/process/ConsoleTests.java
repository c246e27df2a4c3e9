// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Console}.
 */
class ConsoleTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final Console console = new Console(new PrintStream(this.output, true, StandardCharsets.UTF_8));

	@Test
	void linesOfAResourceStartWithItsName() {
		this.console.print("cache", "Ready to accept connections");
		assertThat(lines()).containsExactly("[cache] Ready to accept connections");
	}

	@Test
	void hiddenSecretsAreShownToNobody() {
		String password = this.console.hide("s3cr3t");
		this.console.print("CACHE_PASSWORD=" + password);
		this.console.print("catalog", "redis://:" + password + "@localhost:6379");
		assertThat(lines()).containsExactly("CACHE_PASSWORD=*****", "[catalog] redis://:*****@localhost:6379");
	}

	private String[] lines() {
		return this.output.toString(StandardCharsets.UTF_8).split(System.lineSeparator());
	}

}
