// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.aspirespring.examples.apphost.amqp.AmqpServer;
import io.github.aspirespring.examples.apphost.machine.TestDashboard;
import io.github.aspirespring.examples.apphost.telemetry.OtlpProtocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Runs the stand-in as {@code examples/run} does: as a process, with the services as
 * processes of their own, and with real servers.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LocalAppHostIntegrationTests {

	private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

	private static final Pattern UNMASKED_PASSWORD = Pattern
		.compile("(?i)password=(?!\\*{5})|://[^/@]*:(?!\\*{5})[^/@]*@");

	private static final Pattern DASHBOARD = Pattern.compile("Aspire dashboard at (http://localhost:\\d+)");

	private static final Pattern BAR = Pattern.compile("\\| *=+ *\\|$");

	private static final Map<OtlpProtocol, Run> RUNS = new EnumMap<>(OtlpProtocol.class);

	@TempDir
	private static Path folder;

	@Test
	void servicesRunOnWhatIsInjectedAndNothingIsLeftBehind() {
		Run run = onceOverGrpc();
		assertThat(run.exitCode()).as(run::text).isZero();
		assertThat(run.output()).contains("Everything holds. Stopping.")
			.contains("  OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "  OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=*****");
		assertThatEverythingHolds(run.output(), AmqpServer.best());
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to end")
	void servicesRunOnTheEmbeddedBrokerAsWellUntilASignal() {
		Run run = overHttpUntilASignal();
		assertThat(run.exitCode()).as(run::text).isEqualTo(128 + 15);
		assertThat(run.output()).contains("Running. Press Ctrl-C to stop everything.")
			.contains("  OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
					"  OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=*****");
		assertThatEverythingHolds(run.output(), AmqpServer.EMBEDDED);
	}

	@Test
	void dashboardShowsWhatServicesSendOverGrpc() {
		TestDashboard.require();
		assertThatTelemetryHolds(onceOverGrpc().output());
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to end")
	void dashboardShowsWhatServicesSendOverHttp() {
		TestDashboard.require();
		Run run = overHttpUntilASignal();
		assertThatTelemetryHolds(run.output());
		assertThat(run.resources()).hasSize(4).allSatisfy((resource) -> {
			assertThat(resource.path("hasTraces").asBoolean()).isTrue();
			assertThat(resource.path("hasLogs").asBoolean()).isTrue();
			assertThat(resource.path("hasMetrics").asBoolean()).isTrue();
			assertThat(run.output()).containsSubsequence("Injected into " + resource.path("name").asString(),
					"  OTEL_RESOURCE_ATTRIBUTES=service.instance.id=" + resource.path("instanceId").asString(),
					"  OTEL_SERVICE_NAME=" + resource.path("name").asString());
		});
		assertThat(run.resources()).extracting((resource) -> resource.path("name").asString())
			.containsExactlyInAnyOrder("catalog", "catalog-2", "storefront", "worker");
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
		assertThat(output).first().asString().startsWith("Usage: local-apphost [--once] [--dashboard]");
	}

	/**
	 * Runs once for all tests of it.
	 */
	private Run onceOverGrpc() {
		return RUNS.computeIfAbsent(OtlpProtocol.GRPC, (protocol) -> run("--once", "--otlp=" + protocol));
	}

	private Run overHttpUntilASignal() {
		return RUNS.computeIfAbsent(OtlpProtocol.HTTP, (protocol) -> run("--amqp=embedded", "--otlp=" + protocol));
	}

	/**
	 * With the dashboard wherever there is one, and stopped when it would go on.
	 */
	private Run run(String... arguments) {
		List<String> output = new ArrayList<>();
		List<JsonNode> resources = new ArrayList<>();
		try {
			Process process = start(Path.of(property("catalog.jar")),
					Stream
						.concat(Stream.of(arguments),
								Stream.of("--dashboard").filter((option) -> TestDashboard.isAvailable()))
						.toArray(String[]::new));
			process.inputReader().lines().forEach((line) -> {
				output.add(line);
				if (line.startsWith("Running.")) {
					resources.addAll(resourcesOfDashboard(output));
					// Process.destroy() would close the stream that is being read
					process.toHandle().destroy();
				}
			});
			return new Run(process.waitFor(), output, resources);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static List<JsonNode> resourcesOfDashboard(List<String> output) {
		return output.stream()
			.map(DASHBOARD::matcher)
			.filter(Matcher::find)
			.findFirst()
			.map((address) -> get(URI.create(address.group(1) + "/api/telemetry/resources")).valueStream().toList())
			.orElse(List.of());
	}

	private static JsonNode get(URI uri) {
		try (InputStream answer = uri.toURL().openStream()) {
			return JsonMapper.shared().readTree(answer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Process start(Path catalogJar, String... arguments) throws IOException {
		ProcessBuilder command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.io.tmpdir=" + Files.createDirectories(temporaryFolder()), "-jar", property("local-apphost.jar"),
				"--catalog-jar=" + catalogJar, "--storefront-jar=" + property("storefront.jar"),
				"--worker-jar=" + property("worker.jar"));
		command.command().addAll(List.of(arguments));
		return command.redirectErrorStream(true).start();
	}

	private void assertThatEverythingHolds(List<String> output, AmqpServer amqp) {
		assertThat(output).contains("AMQP is served by " + amqp.type() + ".")
			.contains("  CATALOG_DB_PASSWORD=*****", "  CACHE_PASSWORD=*****", "  VIEWS_PASSWORD=*****")
			.contains("  ORDERS_DB_PASSWORD=*****", "  MESSAGING_PASSWORD=*****")
			.noneMatch(UNMASKED_PASSWORD.asPredicate())
			.noneMatch((line) -> line.startsWith("FAILED"));
		assertThat(output.stream().filter((line) -> line.startsWith("  ok  "))).hasSize(31);
		assertThatNothingIsLeftOf(output);
	}

	private static void assertThatTelemetryHolds(List<String> output) {
		assertThat(output).anyMatch((line) -> DASHBOARD.matcher(line).find())
			.anyMatch((line) -> line.startsWith("  ok  One trace of an order: "))
			.anyMatch((line) -> line.startsWith("  ok  One trace of a new price: "))
			.contains("  ok  Every service has sent traces, logs and metrics, and under its own instance id",
					"  ok  Log records have a template, a message, a logger, a severity and a trace",
					"  ok  Nothing that was sent has been rejected", "What the Aspire dashboard keeps");
		assertThat(output).filteredOn(BAR.asPredicate())
			.anyMatch((line) -> line.startsWith("  storefront "))
			.anyMatch((line) -> line.matches("  catalog(-2)? .*"))
			.anyMatch((line) -> line.startsWith("  worker "));
	}

	private Path temporaryFolder() {
		return folder.resolve("tmp");
	}

	private void assertThatNothingIsLeftOf(List<String> output) {
		List<Integer> ports = output.stream()
			.filter((line) -> !line.startsWith("["))
			.flatMap((line) -> PORT.matcher(line).results())
			.map((MatchResult match) -> Integer.valueOf(match.group(1)))
			.distinct()
			.toList();
		assertThat(ports).isNotEmpty()
			.allSatisfy((port) -> assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close()));
		// PostgreSQL's unpacked binaries stay, for the next start
		assertThat(temporaryFolder())
			.isDirectoryNotContaining((file) -> !Path.of("embedded-pg").equals(file.getFileName()));
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

	private static String property(String name) {
		return Objects.requireNonNull(System.getProperty(name), name);
	}

	/**
	 * What came of a run.
	 *
	 * @param exitCode its exit code
	 * @param output what it printed
	 * @param resources what the dashboard knew before the end of a run that did not end
	 * by itself
	 */
	private record Run(int exitCode, List<String> output, List<JsonNode> resources) {

		String text() {
			return String.join("\n", this.output);
		}

	}

}
