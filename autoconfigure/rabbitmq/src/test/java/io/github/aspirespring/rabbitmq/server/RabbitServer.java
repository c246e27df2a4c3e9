// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

/**
 * A RabbitMQ that is installed on this machine, as a node of its own: in a folder of its
 * own, on free ports of the loopback interface, with an Erlang port mapper of its own.
 * Without it, {@code kill -9} would leave the port mapper running.
 */
final class RabbitServer implements AmqpBroker {

	private static final Path INSTALLATIONS = Path.of("/usr/lib/rabbitmq/lib");

	private static final int START_TIMEOUT = 60;

	private final Path folder;

	private final int port;

	private final int tlsPort = TestPorts.free();

	private final int streamPort = TestPorts.free();

	private final int distributionPort = TestPorts.free();

	private final int mapperPort = TestPorts.free();

	private final Process mapper;

	private @Nullable Process process;

	private boolean closed;

	private RabbitServer(int port) throws IOException {
		this.folder = Files.createTempDirectory("rabbit");
		this.port = port;
		configure();
		this.mapper = new ProcessBuilder("epmd", "-address", "127.0.0.1", "-port", String.valueOf(this.mapperPort))
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("mapper.log").toFile())
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
		this.process = launch();
	}

	static boolean isInstalled() {
		return !"false".equals(System.getProperty("aspire.test.rabbitmq.installed")) && script() != null;
	}

	/**
	 * Starts a server on a port.
	 */
	static RabbitServer startAt(int port) {
		try {
			return new RabbitServer(port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String kind() {
		return "RabbitMQ, " + script();
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public int tlsPort() {
		return this.tlsPort;
	}

	int streamPort() {
		return this.streamPort;
	}

	/**
	 * Ends the server as a power failure does, and starts it again with its data.
	 */
	synchronized void killAndRestart() {
		killNode();
		try {
			if (!this.closed) {
				this.process = launch();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		kill();
		FileSystemUtils.deleteRecursively(this.folder.toFile());
	}

	private void kill() {
		killNode();
		this.mapper.destroyForcibly();
		this.mapper.onExit().join();
	}

	// The script is the parent of the Erlang machine, and that of its helpers
	private void killNode() {
		if (this.process != null) {
			List<ProcessHandle> processes = Stream
				.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
				.toList();
			processes.forEach(ProcessHandle::destroyForcibly);
			processes.forEach((each) -> each.onExit().orTimeout(START_TIMEOUT, TimeUnit.SECONDS).join());
		}
	}

	private void configure() throws IOException {
		TestCertificates certificates = AmqpBroker.certificates();
		Files.write(this.folder.resolve("rabbitmq.conf"), List.of("listeners.tcp.1 = 127.0.0.1:" + this.port,
				"listeners.ssl.1 = 127.0.0.1:" + this.tlsPort, "ssl_options.cacertfile = " + certificates.authority(),
				"ssl_options.certfile = " + certificates.certificate(), "ssl_options.keyfile = " + certificates.key(),
				"ssl_options.verify = verify_none", "stream.listeners.tcp.1 = 127.0.0.1:" + this.streamPort,
				"stream.advertised_host = localhost", "stream.advertised_port = " + this.streamPort,
				"load_definitions = " + this.folder.resolve("definitions.json")));
		Files.writeString(this.folder.resolve("enabled_plugins"), "[rabbitmq_stream].");
		Files.writeString(this.folder.resolve("rabbitmq-env.conf"), "");
		List<String> virtualHosts = List.of("/", VIRTUAL_HOST, "team/a");
		Files.writeString(this.folder.resolve("definitions.json"),
				JsonMapper.builder()
					.build()
					.writeValueAsString(Map.of("users",
							List.of(Map.of("name", USERNAME, "password", PASSWORD, "tags", "administrator", "limits",
									Map.of())),
							"vhosts", virtualHosts.stream().map((name) -> Map.of("name", name)).toList(), "permissions",
							virtualHosts.stream()
								.map((name) -> Map.of("user", USERNAME, "vhost", name, "configure", ".*", "write", ".*",
										"read", ".*"))
								.toList())));
	}

	private Process launch() throws IOException {
		ProcessBuilder builder = new ProcessBuilder(String.valueOf(script())).redirectErrorStream(true);
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf((name) -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
		environment.put("HOME", this.folder.toString());
		environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
		environment.put("ERL_EPMD_PORT", String.valueOf(this.mapperPort));
		environment.put("ERL_CRASH_DUMP", this.folder.resolve("erl_crash.dump").toString());
		environment.put("RABBITMQ_NODENAME", "test-" + this.port + "@localhost");
		environment.put("RABBITMQ_DIST_PORT", String.valueOf(this.distributionPort));
		environment.put("RABBITMQ_MNESIA_BASE", this.folder.resolve("data").toString());
		environment.put("RABBITMQ_LOG_BASE", this.folder.resolve("log").toString());
		environment.put("RABBITMQ_PID_FILE", this.folder.resolve("pid").toString());
		environment.put("RABBITMQ_CONFIG_FILE", this.folder.resolve("rabbitmq.conf").toString());
		environment.put("RABBITMQ_CONF_ENV_FILE", this.folder.resolve("rabbitmq-env.conf").toString());
		environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", this.folder.resolve("enabled_plugins").toString());
		Process started = builder.start();
		this.process = started;
		started.getOutputStream().close();
		awaitReady(started);
		return started;
	}

	private void awaitReady(Process started) {
		CompletableFuture<Void> ready = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			StringBuilder output = new StringBuilder();
			try (BufferedReader lines = started.inputReader()) {
				lines.lines().forEach((line) -> {
					output.append(line).append('\n');
					if (line.contains("completed with")) {
						ready.complete(null);
					}
				});
				ready.completeExceptionally(new IllegalStateException("The server ended: " + output));
			}
			catch (IOException | UncheckedIOException ex) {
				ready.completeExceptionally(ex);
			}
		}, "rabbit-" + this.port);
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
			close();
			throw new IllegalStateException("RabbitMQ does not start", ex);
		}
	}

	private static @Nullable Path script() {
		if (!Files.isDirectory(INSTALLATIONS)) {
			return null;
		}
		try (Stream<Path> installations = Files.list(INSTALLATIONS)) {
			return installations.map((each) -> each.resolve("sbin/rabbitmq-server"))
				.filter(Files::isExecutable)
				.findFirst()
				.orElse(null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
