// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import redis.embedded.RedisExecProvider;

import org.springframework.util.FileSystemUtils;

import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

/**
 * A Redis server in a process of its own, on a free port of the loopback interface.
 */
final class RedisServer implements AutoCloseable {

	private static final int START_TIMEOUT = 20;

	private final Process process;

	private final Path folder;

	private final int port;

	private final List<String> configuration;

	private RedisServer(Process process, Path folder, int port, List<String> configuration) {
		this.process = process;
		this.folder = folder;
		this.port = port;
		this.configuration = configuration;
	}

	/**
	 * Starts a server on any free port.
	 */
	static RedisServer start(String... configuration) {
		return startAt(TestPorts.free(), configuration);
	}

	/**
	 * Starts a server on a port. Configuration that begins with {@code tls-port} replaces
	 * the plain port.
	 */
	static RedisServer startAt(int port, String... configuration) {
		List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1 -::1", "port " + port, "save \"\""));
		lines.addAll(List.of(configuration));
		return launch(port, lines, List.of());
	}

	/**
	 * Starts a Sentinel on any free port.
	 */
	static RedisServer startSentinel(String... configuration) {
		int port = TestPorts.free();
		List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "port " + port));
		lines.addAll(List.of(configuration));
		return launch(port, lines, List.of("--sentinel"));
	}

	/**
	 * Tells whether this machine has an address.
	 */
	static boolean canListenAt(String address) {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Starts a server that speaks TLS only.
	 */
	static RedisServer startWithTls(int port, String password, TestCertificates certificates) {
		return startAt(port, "requirepass " + quoted(password), "port 0", "tls-port " + port,
				"tls-cert-file " + certificates.certificate(), "tls-key-file " + certificates.key(),
				"tls-ca-cert-file " + certificates.authority(), "tls-auth-clients no");
	}

	/**
	 * Returns a value as the configuration file wants it, whatever its characters.
	 */
	static String quoted(String value) {
		StringBuilder quoted = new StringBuilder("\"");
		for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
			quoted.append(String.format("\\x%02x", octet));
		}
		return quoted.append('"').toString();
	}

	int port() {
		return this.port;
	}

	/**
	 * Returns what was configured.
	 */
	String option(String name) {
		return this.configuration.stream()
			.filter((line) -> line.startsWith(name + " "))
			.map((line) -> line.substring(name.length() + 1))
			.findFirst()
			.orElseThrow();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.process.onExit().join();
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static RedisServer launch(int port, List<String> lines, List<String> arguments) {
		try {
			Path folder = Files.createTempDirectory("redis-server");
			Path configuration = Files.write(folder.resolve("redis.conf"), lines);
			List<String> command = new ArrayList<>(
					List.of(RedisExecProvider.defaultProvider().get().getAbsolutePath(), configuration.toString()));
			command.addAll(arguments);
			Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
			process.getOutputStream().close();
			RedisServer server = new RedisServer(process, folder, port, lines);
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			server.awaitReady(arguments.isEmpty() ? "Ready to accept connections" : "monitor master");
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitReady(String message) {
		CompletableFuture<Void> ready = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			StringBuilder output = new StringBuilder();
			try (BufferedReader lines = this.process.inputReader()) {
				lines.lines().forEach((line) -> {
					output.append(line).append('\n');
					if (line.contains(message)) {
						ready.complete(null);
					}
				});
				ready.completeExceptionally(new IllegalStateException("The server ended: " + output));
			}
			catch (IOException | UncheckedIOException ex) {
				ready.completeExceptionally(ex);
			}
		}, "redis-" + this.port);
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
			this.process.destroyForcibly();
			throw new IllegalStateException("Redis does not start", ex);
		}
	}

}
