// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.otlp.OtlpReceiver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application in a process of its own, with the variables that an AppHost gives
 * it.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OtlpProcessIntegrationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(60);

	private static final Duration OUTAGE = Duration.ofSeconds(60);

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http/protobuf" })
	void deliversAllSignals(String protocol, @TempDir Path folder) throws Exception {
		TestCertificates certificates = TestCertificates.create(folder, "dns:localhost");
		try (OtlpReceiver receiver = OtlpReceiver.builder()
			.apiKey("a=b")
			.tls(certificates.certificate(), certificates.key())
			.start();
				Child child = new Child(injected(receiver, protocol).variable("OTEL_EXPORTER_OTLP_CERTIFICATE",
						certificates.authority().toString()))) {
			assertThat(receiver.await(DEADLINE, OtlpProcessIntegrationTests::hasAllSignals)).as(child::toString)
				.isTrue();

			assertThat(child.stop()).noneMatch((line) -> line.contains(" WARN ") || line.contains("ERROR"));
			assertThat(receiver.spans())
				.allSatisfy((span) -> assertThat(span.resourceAttributes()).containsEntry("service.name", "catalog")
					.containsEntry("service.instance.id", "abcdefgh"));
			assertThat(receiver.metrics())
				.allSatisfy((metric) -> assertThat(metric.resourceAttributes()).containsEntry("service.name", "catalog")
					.containsEntry("service.instance.id", "abcdefgh"));
			assertThat(receiver.rejections()).isEmpty();
			assertThat(receiver.unauthenticated()).isZero();
		}
	}

	@Test
	void deliversToWhatAPublishedServiceIsGiven() throws Exception {
		try (OtlpReceiver receiver = OtlpReceiver.start();
				Child child = new Child(AppHostVariables.none()
					.variable("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.grpcEndpoint())
					.variable("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
					.variable("OTEL_SERVICE_NAME", "catalog"))) {
			assertThat(receiver.await(DEADLINE, (received) -> !received.spans().isEmpty())).as(child::toString)
				.isTrue();

			assertThat(child.stop()).noneMatch((line) -> line.contains(" WARN ") || line.contains("ERROR"));
			// A minute is the interval of metrics here: the last ones come at the end
			assertThat(hasAllSignals(receiver)).as(receiver::toString).isTrue();
		}
	}

	@Test
	void isSilentWithoutAnEndpoint() throws Exception {
		try (Child child = new Child(AppHostVariables.none().variable("OTEL_SERVICE_NAME", "catalog"))) {
			child.heap();

			assertThat(child.stop()).noneMatch((line) -> line.contains(" WARN ") || line.contains("ERROR"))
				.noneMatch((line) -> line.contains("4318"));
		}
	}

	@Test
	void survivesAnOutage() throws Exception {
		OtlpReceiver first = OtlpReceiver.builder().apiKey("a=b").start();
		try (first; Child child = new Child(injected(first, "grpc"))) {
			assertThat(first.await(DEADLINE, OtlpProcessIntegrationTests::hasAllSignals)).as(child::toString).isTrue();
			long heap = child.heap();
			first.close();
			// This is what is tested: time in which nobody listens
			Thread.sleep(OUTAGE.toMillis());
			assertThat(child.heap()).isLessThan(heap + 16 * 1024);
			try (OtlpReceiver second = OtlpReceiver.builder()
				.apiKey("a=b")
				.grpcPort(URI.create(first.grpcEndpoint()).getPort())
				.start()) {
				assertThat(second.await(DEADLINE, OtlpProcessIntegrationTests::hasAllSignals)).as(child::toString)
					.isTrue();
				child.await("Telemetry reaches " + first.grpcEndpoint() + " again");
				List<String> output = child.stop();

				assertThat(output).noneMatch((line) -> line.contains("ERROR") || line.contains("a=b"));
				assertThat(output.stream().filter((line) -> line.contains(" WARN ")))
					.allMatch((line) -> line.contains("do not reach " + first.grpcEndpoint())
							|| line.contains("The queue of traces was full")
							|| line.contains("The queue of logs was full"))
					.hasSizeBetween(1, 2);
				assertThat(output.stream().filter((line) -> line.contains("again."))).hasSize(1);
				assertThat(output).anyMatch((line) -> line.matches("failures 0 slowest \\d{1,3}"));
				assertThat(second.rejections()).isEmpty();
			}
		}
	}

	private static boolean hasAllSignals(OtlpReceiver received) {
		return !received.spans().isEmpty() && !received.logs().isEmpty()
				&& received.metrics().stream().anyMatch((metric) -> metric.name().equals("work"));
	}

	private static AppHostVariables injected(OtlpReceiver receiver, String protocol) {
		return AppHostVariables.none()
			.variable("OTEL_EXPORTER_OTLP_ENDPOINT",
					protocol.equals("grpc") ? receiver.grpcEndpoint() : receiver.httpEndpoint())
			.variable("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
			.variable("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=a%3Db")
			.variable("OTEL_SERVICE_NAME", "catalog")
			.variable("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=abcdefgh")
			.variable("OTEL_BLRP_SCHEDULE_DELAY", "1000")
			.variable("OTEL_BSP_SCHEDULE_DELAY", "1000")
			.variable("OTEL_METRIC_EXPORT_INTERVAL", "1000")
			.variable("OTEL_TRACES_SAMPLER", "always_on")
			.variable("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based");
	}

	/**
	 * A process with a small heap.
	 */
	private static final class Child implements AutoCloseable {

		private final Process process;

		private final List<String> output = new ArrayList<>();

		private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

		private final Thread reader = new Thread(this::read, "child-output");

		Child(AppHostVariables variables) throws IOException {
			ProcessBuilder builder = new ProcessBuilder(
					Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
					"-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-cp", classPath(),
					ProbeApplication.class.getName())
				.redirectErrorStream(true);
			Map<String, String> environment = builder.environment();
			environment.keySet().removeIf((name) -> name.startsWith("OTEL_") || name.startsWith("SPRING_"));
			environment.putAll(variables.toMap());
			this.process = builder.start();
			this.reader.setDaemon(true);
			this.reader.start();
		}

		/**
		 * Returns how many KiB of the heap are in use.
		 */
		long heap() throws IOException, InterruptedException {
			OutputStream input = this.process.getOutputStream();
			input.write('\n');
			input.flush();
			return Long.parseLong(await("heap ").substring("heap ".length()));
		}

		String await(String text) throws InterruptedException {
			long end = System.nanoTime() + DEADLINE.toNanos();
			while (true) {
				String line = this.lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				assertThat(line).as(() -> "'" + text + "' in " + this).isNotNull();
				if (line.contains(text)) {
					return line;
				}
			}
		}

		List<String> stop() throws IOException, InterruptedException {
			this.process.getOutputStream().close();
			this.reader.join(DEADLINE.toMillis());
			synchronized (this.output) {
				return List.copyOf(this.output);
			}
		}

		@Override
		public void close() {
			this.process.destroyForcibly();
		}

		@Override
		public String toString() {
			synchronized (this.output) {
				return String.join("\n", this.output);
			}
		}

		private void read() {
			try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
				for (String line = reader.readLine(); line != null; line = reader.readLine()) {
					synchronized (this.output) {
						this.output.add(line);
					}
					this.lines.add(line);
				}
			}
			catch (IOException ex) {
				// The process was killed at the end of a test that has failed
				this.lines.add(ex.toString());
			}
		}

		private static String classPath() {
			return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		}

	}

}
