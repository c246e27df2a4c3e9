// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

import org.springframework.util.FileSystemUtils;

import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

/**
 * A Kafka broker in a process of its own, on free ports of the loopback interface. It can
 * be killed and started again with what it has stored.
 */
final class KafkaServer implements AutoCloseable {

	private static final int START_TIMEOUT = 60;

	private final Path folder;

	private final int port;

	private Process process;

	private KafkaServer(Path folder, int port) throws IOException {
		this.folder = folder;
		this.port = port;
		this.process = launch();
	}

	/**
	 * Starts a broker without security on any free port.
	 */
	static KafkaServer start() {
		return startAt(TestPorts.free(), Map.of());
	}

	/**
	 * Starts a broker.
	 * @param port the port of its only listener for clients
	 * @param configuration more properties of the broker
	 */
	static KafkaServer startAt(int port, Map<String, String> configuration) {
		try {
			Path folder = Files.createTempDirectory("kafka-server");
			Properties properties = properties(port, TestPorts.free(), TestPorts.free(), folder.resolve("data"));
			properties.putAll(configuration);
			try (Writer writer = Files.newBufferedWriter(folder.resolve("server.properties"))) {
				properties.store(writer, null);
			}
			Files.writeString(folder.resolve("logback.xml"), """
					<configuration><appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder>
					<pattern>%-5level %logger{20} %msg%n</pattern></encoder></appender>
					<root level="info"><appender-ref ref="out"/></root></configuration>
					""");
			format(folder.resolve("data"));
			return new KafkaServer(folder, port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns properties of a broker that speaks TLS only.
	 */
	static Map<String, String> tls(TestCertificates certificates) {
		try {
			Path store = certificates.key().resolveSibling("broker.pem");
			Files.writeString(store,
					Files.readString(certificates.key()) + Files.readString(certificates.certificate()));
			return Map.of("listener.security.protocol.map", "CLIENTS:SSL,BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT",
					"ssl.keystore.type", "PEM", "ssl.keystore.location", store.toString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the class path of the tests, on which the broker is.
	 */
	static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	int port() {
		return this.port;
	}

	String address() {
		return "localhost:" + this.port;
	}

	/**
	 * Kills the broker as {@code kill -9} does.
	 */
	void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	/**
	 * Starts the broker again after it was killed.
	 */
	void restart() {
		try {
			this.process = launch();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		kill();
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Properties properties(int port, int brokers, int controller, Path data) {
		Properties properties = new Properties();
		properties.put("process.roles", "broker,controller");
		properties.put("node.id", "1");
		properties.put("controller.quorum.voters", "1@localhost:" + controller);
		properties.put("controller.listener.names", "CONTROLLER");
		properties.put("inter.broker.listener.name", "BROKERS");
		properties.put("listeners", "CLIENTS://localhost:" + port + ",BROKERS://localhost:" + brokers
				+ ",CONTROLLER://localhost:" + controller);
		properties.put("advertised.listeners", "CLIENTS://localhost:" + port + ",BROKERS://localhost:" + brokers);
		properties.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT");
		properties.put("log.dirs", data.toString());
		properties.put("offsets.topic.replication.factor", "1");
		properties.put("offsets.topic.num.partitions", "1");
		properties.put("transaction.state.log.replication.factor", "1");
		properties.put("transaction.state.log.min.isr", "1");
		properties.put("transaction.state.log.num.partitions", "1");
		properties.put("group.initial.rebalance.delay.ms", "0");
		return properties;
	}

	private static void format(Path data) {
		try {
			new Formatter()
				.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
				.setNodeId(1)
				.setClusterId(Uuid.randomUuid().toString())
				.setControllerListenerName("CONTROLLER")
				.setMetadataLogDirectory(data.toString())
				.addDirectory(data.toString())
				.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Process launch() throws IOException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
				"-Dlogback.configurationFile=" + this.folder.resolve("logback.xml"), "-cp", classPath(), "kafka.Kafka",
				this.folder.resolve("server.properties").toString());
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true);
		builder.environment().remove("JAVA_TOOL_OPTIONS");
		Process started = builder.start();
		Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
		awaitReady(started);
		return started;
	}

	private void awaitReady(Process started) {
		CompletableFuture<Void> ready = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			StringBuilder output = new StringBuilder();
			try (BufferedReader lines = started.inputReader()) {
				lines.lines().forEach((line) -> {
					if (!ready.isDone()) {
						output.append(line).append('\n');
					}
					if (line.contains("Kafka Server started")) {
						ready.complete(null);
					}
				});
				ready.completeExceptionally(new IllegalStateException("The broker ended: " + output));
			}
			catch (IOException | UncheckedIOException ex) {
				ready.completeExceptionally(ex);
			}
		}, "kafka-" + this.port);
		reader.setDaemon(true);
		reader.start();
		try {
			ready.get(START_TIMEOUT, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			started.destroyForcibly();
			throw new IllegalStateException("Kafka does not start", ex);
		}
	}

}
