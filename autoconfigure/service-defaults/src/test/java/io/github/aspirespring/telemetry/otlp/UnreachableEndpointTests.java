// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.bridge.SLF4JBridgeHandler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.github.aspirespring.test.otlp.OtlpReceiver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what is seen of an endpoint that nobody listens at.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnreachableEndpointTests {

	@BeforeAll
	static void readWhatExportersLog() {
		SLF4JBridgeHandler.removeHandlersForRootLogger();
		SLF4JBridgeHandler.install();
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void isReportedOnceUntilItIsReached(String transport, CapturedOutput output) {
		OtlpReceiver gone = OtlpReceiver.start();
		gone.close();
		Telemetry.exportingTo(gone, transport, "").run((context) -> {
			Telemetry.record(context);
			waitFor(output, "do not reach");
			try (OtlpReceiver receiver = OtlpReceiver.builder()
				.grpcPort(URI.create(gone.grpcEndpoint()).getPort())
				.httpPort(URI.create(gone.httpEndpoint()).getPort())
				.start()) {
				waitFor(output, context, "again");
				assertThat(receiver.metrics()).isNotEmpty();
			}
		});

		assertThat(lines(output, "WARN")).isEqualTo(1);
		assertThat(lines(output, "ERROR")).isZero();
		assertThat(lines(output, "Telemetry reaches")).isEqualTo(1);
		assertThat(output).contains(transport.equals("grpc") ? gone.grpcEndpoint() : gone.httpEndpoint());
	}

	@Test
	void isLeftToTheExportersIfWanted(CapturedOutput output) {
		OtlpReceiver gone = OtlpReceiver.start();
		gone.close();
		Telemetry.exportingTo(gone, "grpc", "")
			.withPropertyValues("aspire.telemetry.otlp.report-failures=false",
					"management.otlp.metrics.export.enabled=false")
			.run(Telemetry::record);

		assertThat(output).contains("Failed to export spans.");
	}

	@Test
	void leavesNothingBehind() {
		Logger logger = Logger.getLogger("io.opentelemetry.exporter.internal.grpc.GrpcExporter");
		Telemetry.exportingTo("http://localhost:1", "grpc", "")
			.run((context) -> assertThat(logger.getFilter()).isInstanceOf(ExporterLogs.class));

		assertThat(logger.getFilter()).isNull();
	}

	@Test
	void doesNotDelayTheStart() {
		long start = System.nanoTime();
		// Nobody answers from an address of documentation
		Telemetry.exportingTo("http://192.0.2.1:4317", "grpc", "")
			.withPropertyValues("management.otlp.metrics.export.step=1h")
			.run((context) -> assertThat(Duration.ofNanos(System.nanoTime() - start))
				.isLessThan(Duration.ofSeconds(5)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void doesNotDelayTheEnd(String transport) {
		AtomicLong start = new AtomicLong();
		Telemetry.exportingTo("http://localhost:1", transport, "").run((context) -> {
			Telemetry.record(context);
			start.set(System.nanoTime());
		});

		// Between two attempts at most: it takes 10 s otherwise
		assertThat(Duration.ofNanos(System.nanoTime() - start.get())).isLessThan(Duration.ofSeconds(5));
	}

	private static void waitFor(CapturedOutput output, String text) throws InterruptedException {
		for (int i = 0; i < 600 && !output.getAll().contains(text); i++) {
			Thread.sleep(50);
		}
		assertThat(output).contains(text);
	}

	private static void waitFor(CapturedOutput output, ApplicationContext context, String text)
			throws InterruptedException {
		for (int i = 0; i < 600 && !output.getAll().contains(text); i++) {
			Telemetry.record(context);
			Thread.sleep(50);
		}
		assertThat(output).contains(text);
	}

	private static long lines(CapturedOutput output, String text) {
		return output.getAll().lines().filter((line) -> line.contains(text)).count();
	}

}
