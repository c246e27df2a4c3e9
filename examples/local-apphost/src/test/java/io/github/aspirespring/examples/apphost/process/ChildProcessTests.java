// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.examples.apphost.EndsAtOnce;
import io.github.aspirespring.examples.apphost.Sleeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChildProcess} and {@link JavaProgram}.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ChildProcessTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final Console console = new Console(new PrintStream(this.output, true, StandardCharsets.UTF_8));

	@TempDir
	private Path folder;

	@Test
	void programOfTheClassPathRunsInAProcessOfItsOwn() {
		try (ChildProcess process = start("catalog", EndsAtOnce.class)) {
			assertThat(process.awaitExit()).isEqualTo(3);
			assertThat(this.output.toString(StandardCharsets.UTF_8)).contains("[catalog] No catalog in here");
			assertThat(this.folder.resolve("logging.properties")).exists();
		}
	}

	@Test
	void programSucceedsIfItEndsInTimeWithZero() {
		ProcessBuilder version = new ProcessBuilder(JavaProgram.java(), "-version");
		try (ChildProcess well = ChildProcess.start("java", version, "", this.console);
				ChildProcess badly = start("catalog", EndsAtOnce.class);
				ChildProcess late = start("worker", Sleeps.class)) {
			assertThat(well.succeeds(Duration.ofSeconds(20))).isTrue();
			assertThat(badly.succeeds(Duration.ofSeconds(20))).isFalse();
			assertThat(late.succeeds(Duration.ofMillis(10))).isFalse();
		}
	}

	@Test
	void firstProcessToEndIsNamed() {
		try (ChildProcess catalog = start("catalog", Sleeps.class);
				ChildProcess worker = start("worker", EndsAtOnce.class)) {
			assertThat(ChildProcess.awaitFirstExit(catalog, worker)).isEqualTo("worker ended with exit code 3.");
			assertThat(catalog.isAlive()).isTrue();
		}
	}

	@Test
	void closedProcessIsGone() {
		ChildProcess process = start("catalog", Sleeps.class);
		assertThat(process.isAlive()).isTrue();
		process.close();
		assertThat(process.isAlive()).isFalse();
	}

	@Test
	void killedProcessIsGone() {
		try (ChildProcess process = start("catalog", Sleeps.class)) {
			process.kill();
			assertThat(process.isAlive()).isFalse();
		}
	}

	@Test
	void commandNobodyInstalledIsAnError() {
		assertThatExceptionOfType(LocalAppHostException.class).isThrownBy(
				() -> ChildProcess.start("catalog", new ProcessBuilder("no-such-command-anywhere"), "", this.console))
			.withMessageStartingWith("catalog did not start.");
	}

	@Test
	void programOfADirectoryThatIsGoneIsAnError() {
		assertThatExceptionOfType(LocalAppHostException.class)
			.isThrownBy(() -> JavaProgram.command("Main", this.folder.resolve("gone")));
		assertThat(Files.exists(this.folder.resolve("gone"))).isFalse();
	}

	private ChildProcess start(String name, Class<?> mainClass) {
		return ChildProcess.start(name, JavaProgram.command(mainClass.getName(), this.folder), "", this.console);
	}

}
