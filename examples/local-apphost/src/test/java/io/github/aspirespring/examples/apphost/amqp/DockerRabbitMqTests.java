// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import org.junit.jupiter.api.Test;

import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DockerRabbitMq}.
 */
class DockerRabbitMqTests {

	private final ProcessBuilder command = DockerRabbitMq
		.command(new RabbitMqBroker("messaging", "localhost", 51003, "guest", "Hn4kPw7sRt2vYx5zBc8dFg"), "its-name");

	@Test
	void containerListensOnThisMachineOnlyAndIsGoneWhenItStops() {
		assertThat(this.command.command()).containsSequence("docker", "run", "--rm", "--name", "its-name")
			.containsSequence("--publish", "127.0.0.1:51003:5672")
			.last()
			.asString()
			.startsWith("docker.io/library/rabbitmq:");
	}

	@Test
	void passwordIsNoPartOfTheCommandLine() {
		assertThat(this.command.command()).noneMatch((argument) -> argument.contains("Hn4k"))
			.containsSequence("--env", "RABBITMQ_DEFAULT_USER", "--env", "RABBITMQ_DEFAULT_PASS");
		assertThat(this.command.environment()).containsEntry("RABBITMQ_DEFAULT_USER", "guest")
			.containsEntry("RABBITMQ_DEFAULT_PASS", "Hn4kPw7sRt2vYx5zBc8dFg");
	}

}
