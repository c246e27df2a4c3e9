// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.aspirespring.examples.apphost.amqp.AmqpServer;
import io.github.aspirespring.examples.apphost.telemetry.OtlpProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Arguments}.
 */
class ArgumentsTests {

	@Test
	void withoutArgumentsTheServicesRunUntilTheyAreStopped() {
		assertThat(Arguments.parse()).contains(new Arguments(Path.of("examples/catalog/target/catalog.jar"),
				Path.of("examples/storefront/target/storefront.jar"), Path.of("examples/worker/target/worker.jar"),
				null, OtlpProtocol.GRPC, false, false));
	}

	@Test
	void argumentsComeInAnyOrder() {
		assertThat(Arguments.parse("--once", "--catalog-jar=c.jar", "--amqp=embedded", "--storefront-jar=s.jar",
				"--dashboard", "--worker-jar=w.jar", "--otlp=http"))
			.isEqualTo(Arguments.parse("--worker-jar=w.jar", "--storefront-jar=s.jar", "--amqp=embedded", "--otlp=http",
					"--catalog-jar=c.jar", "--dashboard", "--once"))
			.contains(new Arguments(Path.of("c.jar"), Path.of("s.jar"), Path.of("w.jar"), AmqpServer.EMBEDDED,
					OtlpProtocol.HTTP, true, true));
	}

	@ParameterizedTest
	@EnumSource
	void everyServerCanBeAskedFor(AmqpServer server) {
		assertThat(Arguments.parse("--amqp=" + server)).get().extracting(Arguments::amqp).isEqualTo(server);
	}

	@ParameterizedTest
	@EnumSource
	void everyProtocolCanBeAskedFor(OtlpProtocol protocol) {
		assertThat(Arguments.parse("--otlp=" + protocol)).get().extracting(Arguments::otlp).isEqualTo(protocol);
	}

	@Test
	void anythingElseNeedsAnExplanation() {
		assertThat(Arguments.parse("--twice")).isEmpty();
		assertThat(Arguments.parse("--once", "--help")).isEmpty();
		assertThat(Arguments.parse("--help", "--once")).isEmpty();
		assertThat(Arguments.parse("--amqp=abacus")).isEmpty();
		assertThat(Arguments.parse("--otlp=pigeon")).isEmpty();
		assertThat(Arguments.parse("--dashboard=no")).isEmpty();
		assertThat(Arguments.parse("--catalog-jar", "other.jar")).isEmpty();
	}

}
