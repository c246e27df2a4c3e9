// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.aspirespring.examples.apphost.amqp.AmqpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Arguments}.
 */
class ArgumentsTests {

	@Test
	void withoutArgumentsTheServicesRunUntilTheyAreStopped() {
		assertThat(Arguments.parse()).contains(new Arguments(Path.of("examples/catalog/target/catalog.jar"),
				Path.of("examples/storefront/target/storefront.jar"), Path.of("examples/worker/target/worker.jar"),
				null, false));
	}

	@Test
	void argumentsComeInAnyOrder() {
		assertThat(Arguments.parse("--once", "--catalog-jar=c.jar", "--amqp=embedded", "--storefront-jar=s.jar",
				"--worker-jar=w.jar"))
			.isEqualTo(Arguments.parse("--worker-jar=w.jar", "--storefront-jar=s.jar", "--amqp=embedded",
					"--catalog-jar=c.jar", "--once"))
			.contains(new Arguments(Path.of("c.jar"), Path.of("s.jar"), Path.of("w.jar"), AmqpServer.EMBEDDED, true));
	}

	@ParameterizedTest
	@EnumSource
	void everyServerCanBeAskedFor(AmqpServer server) {
		assertThat(Arguments.parse("--amqp=" + server)).get().extracting(Arguments::amqp).isEqualTo(server);
	}

	@Test
	void anythingElseNeedsAnExplanation() {
		assertThat(Arguments.parse("--twice")).isEmpty();
		assertThat(Arguments.parse("--once", "--help")).isEmpty();
		assertThat(Arguments.parse("--help", "--once")).isEmpty();
		assertThat(Arguments.parse("--amqp=abacus")).isEmpty();
		assertThat(Arguments.parse("--catalog-jar", "other.jar")).isEmpty();
	}

}
