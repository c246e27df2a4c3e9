// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.machine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.JavaProgram;
import io.github.aspirespring.examples.apphost.process.Lifetime;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AspireCli}, without npm.
 */
class AspireCliTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final Console console = new Console(new PrintStream(this.output, true, StandardCharsets.UTF_8));

	private final Lifetime lifetime = new Lifetime(this.console);

	@TempDir
	private Path cache;

	@AfterEach
	void stop() {
		this.lifetime.close();
	}

	@Test
	void machineWithoutNpmCannotFetchIt() {
		assertThatExceptionOfType(LocalAppHostException.class).isThrownBy(() -> fetch("no-such-npm"))
			.withMessageStartingWith("npm did not start.");
		assertThat(this.cache).isEmptyDirectory();
	}

	@Test
	void failureOfNpmIsShownAndLeavesNothingBehind() {
		// It does not know the first argument of npm
		assertThatExceptionOfType(LocalAppHostException.class).isThrownBy(() -> fetch(JavaProgram.java()))
			.withMessageStartingWith("npm could not fetch the Aspire CLI.");
		assertThat(this.output.toString(StandardCharsets.UTF_8)).contains("[npm] ");
		assertThat(this.cache).isEmptyDirectory();
	}

	@Test
	void commandHasAHomeOfItsOwnAndLooksNothingUp() throws IOException {
		Path home = this.cache.resolve("home");
		ProcessBuilder command = new AspireCli(Path.of("aspire"), home).command("dashboard", "run");
		Map<String, String> environment = command.environment();
		assertThat(command.command()).containsExactly("aspire", "dashboard", "run");
		assertThat(environment).containsEntry("HOME", home.toString())
			.containsEntry("ASPIRE_CLI_TELEMETRY_OPTOUT", "true")
			.containsEntry("ASPIRE_DASHBOARD_TELEMETRY_OPTOUT", "true")
			.containsKey("PATH")
			.doesNotContainKey("XDG_CACHE_HOME");
		assertThat(environment.keySet())
			.noneMatch((name) -> name.startsWith("OTEL_") || name.startsWith("DASHBOARD__"));
		try (Stream<Path> files = Files.list(home.resolve(".aspire"))) {
			assertThat(files).singleElement()
				.satisfies((file) -> assertThat(file).hasFileName("aspire.config.json")
					.content()
					.contains("\"updateNotificationsEnabled\": \"false\""));
		}
	}

	private AspireCli fetch(String npm) {
		return AspireCli.fetch(npm, this.cache, this.lifetime, this.console);
	}

}
