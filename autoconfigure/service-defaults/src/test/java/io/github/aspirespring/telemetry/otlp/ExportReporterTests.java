// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.telemetry.otlp.ExportReporter.Signal;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ExportReporterTests {

	private static final String ENDPOINT = "http://localhost:4317";

	private static final ExportFailure REFUSED = new ExportFailure("ConnectException: Refused", "");

	private long now;

	private final ExportReporter reporter = new ExportReporter(Duration.ofMinutes(1), () -> this.now);

	@Test
	void warnsOnceAMinuteAboutAllSignals(CapturedOutput output) {
		for (int second = 0; second < 180; second++) {
			this.now = Duration.ofSeconds(second).toNanos();
			this.reporter.failed(Signal.TRACES, ENDPOINT, 2, REFUSED);
			this.reporter.failed(Signal.METRICS, ENDPOINT, 0, REFUSED);
			this.reporter.failed(Signal.LOGS, ENDPOINT, 1, REFUSED);
		}

		assertThat(output.getAll().lines()).hasSize(3);
		assertThat(output.getAll().lines().toList().get(0)).contains("WARN")
			.contains("Traces do not reach " + ENDPOINT + " (ConnectException: Refused). Lost: 2 spans.");
		assertThat(output.getAll().lines().toList().get(1))
			.contains("Traces, metrics, logs do not reach " + ENDPOINT + " (ConnectException: Refused)."
					+ " Lost: 122 spans, 60 log records. Metrics follow when it is reached.");
	}

	@Test
	void saysOnceThatItIsOver(CapturedOutput output) {
		this.reporter.failed(Signal.TRACES, ENDPOINT, 2, REFUSED);
		this.reporter.failed(Signal.LOGS, ENDPOINT, 3, REFUSED);

		this.reporter.delivered(Signal.TRACES);
		assertThat(output).doesNotContain("again");
		this.reporter.delivered(Signal.LOGS);
		this.reporter.delivered(Signal.METRICS);

		assertThat(output.getAll().lines().filter((line) -> line.contains("INFO"))).singleElement()
			.asString()
			.contains("Telemetry reaches " + ENDPOINT + " again. Lost: 2 spans, 3 log records.");
	}

	@Test
	void isSilentAboutWhatNobodyHasHeardOf(CapturedOutput output) {
		this.reporter.failed(Signal.TRACES, ENDPOINT, 1, REFUSED);
		this.reporter.delivered(Signal.TRACES);
		this.reporter.failed(Signal.TRACES, ENDPOINT, 1, REFUSED);
		this.reporter.delivered(Signal.TRACES);

		assertThat(output.getAll().lines()).hasSize(2);
	}

	@Test
	void isSilentWhileAllIsWell(CapturedOutput output) {
		this.reporter.delivered(Signal.METRICS);

		assertThat(output).isEmpty();
	}

	@Test
	void startsToCountAnewAfterAnOutage(CapturedOutput output) {
		this.reporter.failed(Signal.TRACES, ENDPOINT, 7, REFUSED);
		this.reporter.delivered(Signal.TRACES);
		this.now = Duration.ofMinutes(2).toNanos();
		this.reporter.failed(Signal.TRACES, ENDPOINT, 1, REFUSED);

		assertThat(output).contains("Lost: 1 spans.");
	}

	@Test
	void passesAdviceOn(CapturedOutput output) {
		this.reporter.failed(Signal.METRICS, ENDPOINT, 0, new ExportFailure("HTTP status 401", "Check the key."));

		assertThat(output).contains("Metrics do not reach " + ENDPOINT
				+ " (HTTP status 401). Metrics follow when it is reached. Check the key.");
	}

	@Test
	void reportsWhatIsRejected(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			this.reporter.rejected(Signal.METRICS, ENDPOINT, 4, "Summary\nis not supported");
		}

		assertThat(output.getAll().lines()).singleElement()
			.asString()
			.contains("WARN")
			.contains("The receiver at http://localhost:4317 rejected 4 data points: Summary is not supported.");
	}

	@Test
	void reportsLaterWhatItDidNotReportAtOnce(CapturedOutput output) {
		for (int i = 1; i <= 10; i++) {
			this.reporter.rejected(Signal.METRICS, ENDPOINT, i, "Summary is not supported");
		}
		this.now = Duration.ofMinutes(1).toNanos();
		this.reporter.rejected(Signal.METRICS, ENDPOINT, 11, "Summary is not supported");

		assertThat(output.getAll().lines()).hasSize(2);
		assertThat(output).contains("rejected 2 data points").contains("rejected 4 data points");
	}

	@Test
	void reportsWhatOverflows(CapturedOutput output) {
		this.reporter.overflowed(Signal.TRACES, 12);
		this.reporter.overflowed(Signal.TRACES, 1);
		assertThat(output).isEmpty();
		this.reporter.delivered(Signal.TRACES);
		this.reporter.delivered(Signal.TRACES);

		assertThat(output.getAll().lines()).singleElement()
			.asString()
			.contains("WARN")
			.contains("The queue of traces was full and could not take 13 of them.");
	}

	@Test
	void reportsAtTheEndWhatHadToWait(CapturedOutput output) {
		this.reporter.overflowed(Signal.LOGS, 1);
		this.reporter.delivered(Signal.LOGS);
		this.reporter.overflowed(Signal.LOGS, 12);
		this.reporter.delivered(Signal.LOGS);
		this.reporter.close();
		this.reporter.close();

		assertThat(output.getAll().lines()).satisfiesExactly(
				(line) -> assertThat(line).contains("WARN", "The queue of logs was full and could not take 1 of them."),
				(line) -> assertThat(line).contains("INFO",
						"The queue of logs was full and could not take 12 of them."));
	}

	@Test
	void countsWhatOverflowsInAnOutage(CapturedOutput output) {
		this.reporter.failed(Signal.TRACES, ENDPOINT, 1, REFUSED);
		this.reporter.overflowed(Signal.TRACES, 12);
		this.reporter.delivered(Signal.TRACES);

		assertThat(output).contains("again. Lost: 13 spans.");
	}

}
