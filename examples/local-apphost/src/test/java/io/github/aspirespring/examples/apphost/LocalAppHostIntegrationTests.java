// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.examples.apphost.amqp.AmqpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Runs the stand-in as {@code examples/run} does: as a process, with the services as
 * processes of their own, and with real servers.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LocalAppHostIntegrationTests {

	private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

	private static final Pattern UNMASKED_PASSWORD = Pattern
		.compile("(?i)password=(?!\\*{5})|://[^/@]*:(?!\\*{5})[^/@]*@");

	@TempDir
	private static Path folder;

	@Test
	void servicesRunOnWhatIsInjectedAndNothingIsLeftBehind() throws Exception {
		Process process = start(Path.of(property("catalog.jar")), "--once");
		List<String> output = process.inputReader().lines().toList();
		assertThat(process.waitFor()).as(() -> String.join("\n", output)).isZero();
		assertThat(output).contains("Everything holds. Stopping.");
		assertThatEverythingHolds(output, AmqpServer.best());
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to end")
	void servicesRunOnTheEmbeddedBrokerAsWellUntilASignal() throws Exception {
		Process process = start(Path.of(property("catalog.jar")), "--amqp=embedded");
		List<String> output = new ArrayList<>();
		process.inputReader().lines().forEach((line) -> {
			output.add(line);
			stopWhenRunning(process, line);
		});
		assertThat(process.waitFor()).as(() -> String.join("\n", output)).isEqualTo(128 + 15);
		assertThat(output).contains("Running. Press Ctrl-C to stop everything.");
		assertThatEverythingHolds(output, AmqpServer.EMBEDDED);
	}

	@Test
	void serviceThatEndsAtOnceIsAFailureThatLeavesNothingBehind() throws Exception {
		Process process = start(jarOf(EndsAtOnce.class), "--once", "--amqp=embedded");
		List<String> output = process.inputReader().lines().toList();
		assertThat(process.waitFor()).isEqualTo(1);
		assertThat(output).contains("[catalog] No catalog in here")
			.contains("FAILED: catalog ended with exit code 3 and did not become healthy; its last lines are above.");
		assertThatNothingIsLeftOf(output);
	}

	@Test
	void missingCatalogIsAFailureBeforeAnythingStarts() throws Exception {
		Process process = start(folder.resolve("missing.jar"), "--once");
		List<String> output = process.inputReader().lines().toList();
		assertThat(process.waitFor()).isEqualTo(1);
		assertThat(output).last().asString().startsWith("FAILED: There is no catalog at ");
		assertThat(output).noneMatch((line) -> line.startsWith("["));
	}

	@Test
	void serverThatIsNotThereIsAFailureBeforeAnythingStarts() throws Exception {
		assumeThat(AmqpServer.DOCKER.isAvailable()).as("a Docker daemon answers").isFalse();
		Process process = start(Path.of(property("catalog.jar")), "--once", "--amqp=docker");
		List<String> output = process.inputReader().lines().toList();
		assertThat(process.waitFor()).isEqualTo(1);
		assertThat(output).last().asString().startsWith("FAILED: There is no RabbitMQ in Docker on this machine.");
		assertThat(output).noneMatch((line) -> line.startsWith("["));
	}

	@Test
	void unknownArgumentIsAnsweredWithTheUsage() throws Exception {
		Process process = start(folder.resolve("missing.jar"), "--twice");
		List<String> output = process.inputReader().lines().toList();
		assertThat(process.waitFor()).isEqualTo(2);
		assertThat(output).first().asString().startsWith("Usage: local-apphost [--once] [--amqp=SERVER]");
	}

	private Process start(Path catalogJar, String... arguments) throws IOException {
		ProcessBuilder command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.io.tmpdir=" + temporaryFolder(), "-jar", property("local-apphost.jar"),
				"--catalog-jar=" + catalogJar, "--storefront-jar=" + property("storefront.jar"),
				"--worker-jar=" + property("worker.jar"));
		command.command().addAll(List.of(arguments));
		return command.redirectErrorStream(true).start();
	}

	private void assertThatEverythingHolds(List<String> output, AmqpServer amqp) throws IOException {
		assertThat(output).contains("AMQP is served by " + amqp.type() + ".")
			.contains("  CATALOG_DB_PASSWORD=*****", "  CACHE_PASSWORD=*****", "  VIEWS_PASSWORD=*****")
			.contains("  ORDERS_DB_PASSWORD=*****", "  MESSAGING_PASSWORD=*****")
			.noneMatch(UNMASKED_PASSWORD.asPredicate())
			.noneMatch((line) -> line.startsWith("FAILED"));
		assertThat(output.stream().filter((line) -> line.startsWith("  ok  "))).hasSize(26);
		assertThatNothingIsLeftOf(output);
	}

	private Path temporaryFolder() throws IOException {
		return Files.createDirectories(folder.resolve("tmp"));
	}

	private void assertThatNothingIsLeftOf(List<String> output) throws IOException {
		List<Integer> ports = output.stream()
			.filter((line) -> !line.startsWith("["))
			.flatMap((line) -> PORT.matcher(line).results())
			.map((MatchResult match) -> Integer.valueOf(match.group(1)))
			.distinct()
			.toList();
		assertThat(ports).isNotEmpty()
			.allSatisfy((port) -> assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close()));
		try (Stream<Path> files = Files.list(temporaryFolder())) {
			// PostgreSQL's unpacked binaries stay, for the next start
			assertThat(files).map((file) -> file.getFileName().toString()).containsOnly("embedded-pg");
		}
	}

	private Path jarOf(Class<?> mainClass) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass.getName());
		String entry = mainClass.getName().replace('.', '/') + ".class";
		Path jar = folder.resolve("ends-at-once.jar");
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream content = new JarOutputStream(file, manifest)) {
			content.putNextEntry(new JarEntry(entry));
			Objects.requireNonNull(mainClass.getClassLoader().getResourceAsStream(entry)).transferTo(content);
		}
		return jar;
	}

	private static void stopWhenRunning(Process process, String line) {
		if (line.startsWith("Running.")) {
			// Process.destroy() would close the stream that is being read
			process.toHandle().destroy();
		}
	}

	private static String property(String name) {
		return Objects.requireNonNull(System.getProperty(name), name);
	}

}
