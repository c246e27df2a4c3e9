// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

import io.github.aspirespring.examples.apphost.amqp.AmqpLauncher.Launched;
import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;
import io.github.aspirespring.examples.apphost.process.Await;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.process.LoopbackPort;
import io.github.aspirespring.examples.apphost.process.RunFolder;

/**
 * A broker that speaks AMQP 0-9-1 and wants a user and a password, as the container of an
 * AppHost does, in a process of its own.
 */
public final class AmqpBroker implements AutoCloseable {

	private static final String USER = "guest";

	private static final int CONNECT_MILLIS = 5_000;

	private final AmqpServer server;

	private final Launched launched;

	private final RabbitMqBroker resource;

	private AmqpBroker(AmqpServer server, Launched launched, RabbitMqBroker resource) {
		this.server = server;
		this.launched = launched;
		this.resource = resource;
	}

	/**
	 * Starts a broker on a free port of this machine, without waiting for it.
	 * @param server what to start
	 * @param name the name of the resource
	 * @param password the password of the user {@code guest}
	 * @param folder the folder for its data
	 * @param console where its output goes
	 * @return the broker, to be {@linkplain #awaitReady() waited for}
	 * @throws LocalAppHostException if it cannot be started
	 */
	public static AmqpBroker start(AmqpServer server, String name, String password, RunFolder folder, Console console) {
		RabbitMqBroker resource = new RabbitMqBroker(name, "localhost", LoopbackPort.free(), USER, password);
		try {
			Launched launched = server.launcher()
				.launch(resource, Files.createDirectory(folder.path().resolve(name)), console);
			return new AmqpBroker(server, launched, resource);
		}
		catch (IOException ex) {
			throw new LocalAppHostException("%s did not start.".formatted(name), ex);
		}
	}

	/**
	 * Waits until the broker serves clients.
	 * @return the resource services can reference
	 * @throws LocalAppHostException if the broker ends or takes too long
	 */
	public RabbitMqBroker awaitReady() {
		Await.until("become ready", this.server.startTimeout(), this.launched.process(), this::isReady);
		return this.resource;
	}

	/**
	 * Connects to a broker.
	 * @param resource the broker
	 * @return a connection, to be closed by the caller
	 * @throws IOException if the broker refuses
	 * @throws TimeoutException if the broker does not answer
	 */
	public static Connection connect(RabbitMqBroker resource) throws IOException, TimeoutException {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setHost(resource.host());
		factory.setPort(resource.port());
		factory.setUsername(resource.userName());
		factory.setPassword(resource.password());
		factory.setConnectionTimeout(CONNECT_MILLIS);
		factory.setAutomaticRecoveryEnabled(false);
		return factory.newConnection();
	}

	/**
	 * Stops the broker.
	 * @throws Exception if it does not stop
	 */
	@Override
	public void close() throws Exception {
		this.launched.close();
	}

	@Override
	public String toString() {
		return "%s (%s at %s:%d)".formatted(this.resource.name(), this.server.type(), this.resource.host(),
				this.resource.port());
	}

	private boolean isReady() {
		try {
			connect(this.resource).close();
			return true;
		}
		catch (IOException | TimeoutException ex) {
			return false;
		}
	}

}
