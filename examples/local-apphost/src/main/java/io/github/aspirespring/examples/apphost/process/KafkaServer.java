// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

import io.github.aspirespring.examples.apphost.model.KafkaBroker;

/**
 * A real Kafka server: one node that is broker and controller (KRaft), in a process of
 * its own.
 */
public final class KafkaServer implements AutoCloseable {

	private static final String MAIN_CLASS = "kafka.Kafka";

	private static final int NODE = 1;

	private static final String CONTROLLER = "CONTROLLER";

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private static final int ANSWER_MILLIS = 5_000;

	private final ChildProcess process;

	private final KafkaBroker resource;

	private KafkaServer(ChildProcess process, KafkaBroker resource) {
		this.process = process;
		this.resource = resource;
	}

	/**
	 * Starts a server on a free port of this machine, without waiting for it.
	 * @param name the name of the resource
	 * @param folder the folder for its data
	 * @param console where its output goes
	 * @return the server, to be {@linkplain #awaitReady() waited for}
	 * @throws LocalAppHostException if it cannot be started
	 */
	public static KafkaServer start(String name, RunFolder folder, Console console) {
		JavaLogging.redirectWarnings("org.apache.kafka", (line) -> console.print(name, line));
		KafkaBroker resource = new KafkaBroker(name, "localhost", LoopbackPort.free());
		try {
			Path home = Files.createDirectory(folder.path().resolve(name));
			Path data = home.resolve("data");
			format(data);
			Path configuration = Files.writeString(home.resolve("server.properties"),
					configuration(resource, LoopbackPort.free(), data));
			ProcessBuilder command = JavaProgram.command(MAIN_CLASS, home, configuration.toString());
			return new KafkaServer(ChildProcess.start(name, command, "", console), resource);
		}
		catch (IOException ex) {
			throw new LocalAppHostException("%s did not start.".formatted(name), ex);
		}
	}

	/**
	 * Waits until the server serves clients.
	 * @return the resource services can reference
	 * @throws LocalAppHostException if the server ends or takes too long
	 */
	public KafkaBroker awaitReady() {
		Await.until("become ready", START_TIMEOUT, this.process, this::isReady);
		return this.resource;
	}

	/**
	 * Stops the server.
	 */
	@Override
	public void close() {
		this.process.close();
	}

	@Override
	public String toString() {
		return this.resource.toString();
	}

	private boolean isReady() {
		// Kafka's client would complain of every attempt that comes too early
		if (!LoopbackPort.isOpen(this.resource.port())) {
			return false;
		}
		try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
				this.resource.connectionString(), AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
				AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS))) {
			return !admin.describeCluster().nodes().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

	private static void format(Path data) {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		try {
			new Formatter().setClusterId(Uuid.randomUuid().toString())
				.setNodeId(NODE)
				.setControllerListenerName(CONTROLLER)
				.addDirectory(Files.createDirectory(data).toString())
				.setMetadataLogDirectory(data.toString())
				.setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
				.run();
		}
		// As declared by the library
		catch (Exception ex) {
			throw new LocalAppHostException(
					"The folder for Kafka's data could not be prepared: " + output.toString(StandardCharsets.UTF_8),
					ex);
		}
	}

	private static String configuration(KafkaBroker resource, int controllerPort, Path data) {
		// What comes in threes or in fifties by default is for a cluster
		return """
				process.roles=broker,controller
				node.id=%1$d
				listeners=PLAINTEXT://localhost:%2$d,%4$s://localhost:%3$d
				advertised.listeners=PLAINTEXT://localhost:%2$d
				listener.security.protocol.map=PLAINTEXT:PLAINTEXT,%4$s:PLAINTEXT
				controller.listener.names=%4$s
				controller.quorum.voters=%1$d@localhost:%3$d
				log.dirs=%5$s
				offsets.topic.num.partitions=1
				offsets.topic.replication.factor=1
				transaction.state.log.num.partitions=1
				transaction.state.log.replication.factor=1
				transaction.state.log.min.isr=1
				share.coordinator.state.topic.num.partitions=1
				share.coordinator.state.topic.replication.factor=1
				share.coordinator.state.topic.min.isr=1
				group.initial.rebalance.delay.ms=0
				""".formatted(NODE, resource.port(), controllerPort, CONTROLLER, data.toString().replace('\\', '/'));
	}

}
