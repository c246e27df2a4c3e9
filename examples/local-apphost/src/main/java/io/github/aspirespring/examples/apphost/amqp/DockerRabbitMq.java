// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.aspirespring.examples.apphost.machine.Executable;
import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;

/**
 * RabbitMQ in a container that is gone when it stops.
 */
final class DockerRabbitMq implements AmqpLauncher {

	private static final String IMAGE = "docker.io/library/rabbitmq:4";

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration REMOVE_TIMEOUT = Duration.ofSeconds(30);

	static boolean isAvailable() {
		return Executable.succeeds(ANSWER_TIMEOUT, "docker", "version", "--format", "{{.Server.Version}}");
	}

	@Override
	public Launched launch(RabbitMqBroker broker, Path home, Console console) {
		String container = "local-apphost-%s-%d".formatted(broker.name(), broker.port());
		ChildProcess process = ChildProcess.start(broker.name(), command(broker, container), "", console);
		// The container stops with the command that runs it, unless that had to be killed
		return new Launched(process,
				() -> Executable.succeeds(REMOVE_TIMEOUT, "docker", "rm", "--force", "--volumes", container));
	}

	static ProcessBuilder command(RabbitMqBroker broker, String container) {
		ProcessBuilder command = new ProcessBuilder("docker", "run", "--rm", "--name", container, "--publish",
				"127.0.0.1:%d:5672".formatted(broker.port()), "--env", "RABBITMQ_DEFAULT_USER", "--env",
				"RABBITMQ_DEFAULT_PASS", IMAGE);
		// As variables, they are in no list of processes
		command.environment()
			.putAll(Map.of("RABBITMQ_DEFAULT_USER", broker.userName(), "RABBITMQ_DEFAULT_PASS", broker.password()));
		return command;
	}

}
