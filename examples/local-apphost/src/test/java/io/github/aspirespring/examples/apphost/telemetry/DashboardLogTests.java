// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DashboardLog}.
 */
class DashboardLogTests {

	@TempDir
	private Path folder;

	@BeforeEach
	void write() throws IOException {
		write("cli_1.log", "http://localhost:4317", "Error adding summary metrics. Summary is not supported.");
		write("cli_2.log", "http://localhost:4319", "Something else.");
	}

	@Test
	void messagesOfCategoriesAreFoundInTheFileOfTheRun() {
		assertThat(log("http://localhost:4317").messages("Aspire.Dashboard.Otlp."))
			.containsExactly("Error adding summary metrics. Summary is not supported.", "Twice.");
		assertThat(log("http://localhost:4319").messages("Aspire.Dashboard.Otlp.")).containsExactly("Something else.",
				"Twice.");
		assertThat(log("http://localhost:4317").messages("Aspire.Dashboard.None")).isEmpty();
	}

	@Test
	void onlyTheFileOfTheRunIsDeleted() throws IOException {
		log("http://localhost:4317").delete();
		assertThat(this.folder.resolve("cli_1.log")).doesNotExist();
		assertThat(this.folder.resolve("cli_2.log")).exists();
		log("http://localhost:4317").delete();
	}

	@Test
	void missingFileIsAnError() {
		assertThatExceptionOfType(LocalAppHostException.class)
			.isThrownBy(() -> log("http://localhost:4321").messages("Aspire."))
			.withMessage("The dashboard has no log.");
	}

	private DashboardLog log(String address) {
		return new DashboardLog(this.folder, address);
	}

	private void write(String name, String address, String message) throws IOException {
		Files.writeString(this.folder.resolve(name), """
				[2026-11-21 18:26:51.919] [INFO] [Cli] Command: aspire dashboard run --otlp-grpc-url %s
				[2026-11-21 18:26:52.569] [INFO] [Dashboard] info: Aspire.Dashboard.DashboardWebApplication[0]
				[2026-11-21 18:26:52.569] [INFO] [Dashboard]       OTLP/gRPC listening
				[2026-11-21 18:26:52.892] [INFO] [Dashboard] info: Aspire.Dashboard.Otlp.Storage.TelemetryRepository[0]
				[2026-11-21 18:26:52.892] [INFO] [Dashboard]       %s
				[2026-11-21 18:26:52.892] [INFO] [Dashboard]       Twice.
				[2026-11-21 18:26:53.016] [INFO] [Cli] Exit code: 0
				""".formatted(address, message));
	}

}
