// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.time.Duration;

import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.otlp.OtlpReceiver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the processor that hands log records to exporters.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogProcessorTests {

	private static final String EXPORT = "management.opentelemetry.logging.export.";

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryLoggingAutoConfiguration.class, AspireOtlpAutoConfiguration.class))
		.withBean(LogRecordExporter.class, InMemoryLogRecordExporter::create);

	@Test
	void countsWhatTheQueueDoesNotTake(CapturedOutput output) {
		int records = 5000;
		try (OtlpReceiver receiver = OtlpReceiver.start()) {
			Telemetry.exportingTo(receiver, "http", "secret")
				.withPropertyValues(EXPORT + "max-queue-size=10", EXPORT + "max-batch-size=10")
				.run((context) -> {
					Logger logger = context.getBean(SdkLoggerProvider.class).get("com.example.Work");
					for (int i = 0; i < records; i++) {
						logger.logRecordBuilder().setBody("Done").emit();
					}
				});

			// At the end of the context nothing waits any more
			int lost = output.getAll()
				.lines()
				.filter((line) -> line.contains("The queue of logs was full"))
				.mapToInt((line) -> Integer.parseInt(line.replaceAll(".*could not take (\\d+) of them.*", "$1")))
				.sum();
			assertThat(lost).isPositive();
			assertThat(receiver.logs()).hasSize(records - lost);
		}
	}

	@Test
	void hasThePropertiesOfSpringBoot() {
		this.runner
			.withPropertyValues(EXPORT + "max-batch-size=3", EXPORT + "schedule-delay=11s", EXPORT + "timeout=13s")
			.run((context) -> assertThat(context.getBean(BatchLogRecordProcessor.class)).asString()
				.contains("maxExportBatchSize=3", "scheduleDelayNanos=" + Duration.ofSeconds(11).toNanos(),
						"exporterTimeoutNanos=" + Duration.ofSeconds(13).toNanos()));
	}

	@Test
	void leavesProcessorOfTheApplicationAlone() {
		BatchLogRecordProcessor processor = BatchLogRecordProcessor.builder(InMemoryLogRecordExporter.create()).build();
		this.runner.withBean(BatchLogRecordProcessor.class, () -> processor)
			.run((context) -> assertThat(context.getBean(BatchLogRecordProcessor.class)).isSameAs(processor));
	}

	@Test
	void leavesProcessorToSpringBootWhereNothingIsReported() {
		this.runner.withPropertyValues("aspire.telemetry.otlp.report-failures=false")
			.run((context) -> assertThat(context).hasSingleBean(BatchLogRecordProcessor.class)
				.hasBean("openTelemetryBatchLogRecordProcessor"));
	}

}
