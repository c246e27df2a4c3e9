// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * What can serve AMQP 0-9-1, the best first.
 */
public enum AmqpServer {

	/**
	 * RabbitMQ, as installed on this machine.
	 */
	INSTALLED("RabbitMQ", Duration.ofMinutes(1)),

	/**
	 * RabbitMQ in a container. It may have to be downloaded first.
	 */
	DOCKER("RabbitMQ in Docker", Duration.ofMinutes(5)),

	/**
	 * Apache Qpid Broker-J, which comes with this example.
	 */
	EMBEDDED("Apache Qpid Broker-J", Duration.ofMinutes(1));

	private final String type;

	private final Duration startTimeout;

	AmqpServer(String type, Duration startTimeout) {
		this.type = type;
		this.startTimeout = startTimeout;
	}

	/**
	 * Finds a server by how it is called on the command line.
	 * @param name the name
	 * @return the server, or empty if none is called so
	 */
	public static Optional<AmqpServer> named(String name) {
		return Arrays.stream(values()).filter((server) -> server.toString().equals(name)).findFirst();
	}

	/**
	 * Finds the best server of this machine.
	 * @return the server
	 */
	public static AmqpServer best() {
		return Arrays.stream(values()).filter(AmqpServer::isAvailable).findFirst().orElse(EMBEDDED);
	}

	/**
	 * Tells whether this machine has the server.
	 * @return whether it has
	 */
	public boolean isAvailable() {
		return switch (this) {
			case INSTALLED -> InstalledRabbitMq.isAvailable();
			case DOCKER -> DockerRabbitMq.isAvailable();
			case EMBEDDED -> true;
		};
	}

	/**
	 * Returns this server if this machine has it.
	 * @return this
	 * @throws LocalAppHostException if it has not
	 */
	public AmqpServer require() {
		if (!isAvailable()) {
			throw new LocalAppHostException(
					"There is no %s on this machine. Without --amqp=%s, the best there is will do.".formatted(this.type,
							this));
		}
		return this;
	}

	/**
	 * Returns what the server is, for the person at the console.
	 * @return the name of the product
	 */
	public String type() {
		return this.type;
	}

	AmqpLauncher launcher() {
		return switch (this) {
			case INSTALLED -> new InstalledRabbitMq();
			case DOCKER -> new DockerRabbitMq();
			case EMBEDDED -> new EmbeddedQpid();
		};
	}

	Duration startTimeout() {
		return this.startTimeout;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
