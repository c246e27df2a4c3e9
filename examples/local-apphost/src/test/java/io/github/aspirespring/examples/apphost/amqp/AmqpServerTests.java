// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AmqpServer}.
 */
class AmqpServerTests {

	@Test
	void serversHaveShortNames() {
		assertThat(AmqpServer.named("installed")).contains(AmqpServer.INSTALLED);
		assertThat(AmqpServer.named("docker")).contains(AmqpServer.DOCKER);
		assertThat(AmqpServer.named("embedded")).contains(AmqpServer.EMBEDDED);
		assertThat(AmqpServer.named("EMBEDDED")).isEmpty();
		assertThat(AmqpServer.named("")).isEmpty();
	}

	@Test
	void embeddedServerIsAlwaysThere() {
		assertThat(AmqpServer.EMBEDDED.isAvailable()).isTrue();
		assertThat(AmqpServer.EMBEDDED.require()).isEqualTo(AmqpServer.EMBEDDED);
	}

	@Test
	void bestServerIsOneThatIsThereAndNoneBeforeItIs() {
		AmqpServer best = AmqpServer.best();
		assertThat(best.isAvailable()).isTrue();
		assertThat(AmqpServer.values()).filteredOn((server) -> server.compareTo(best) < 0)
			.noneMatch(AmqpServer::isAvailable);
	}

}
