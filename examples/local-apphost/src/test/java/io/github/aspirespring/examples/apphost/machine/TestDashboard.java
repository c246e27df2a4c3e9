// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.machine;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.Lifetime;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The Aspire CLI of this machine, fetched by npm if need be. Where that is not possible,
 * tests that want the dashboard are reported as not run, with the reason.
 */
public final class TestDashboard {

	private static final TestDashboard INSTANCE = find();

	private final Optional<AspireCli> cli;

	private final String reason;

	private TestDashboard(Optional<AspireCli> cli, String reason) {
		this.cli = cli;
		this.reason = reason;
	}

	public static boolean isAvailable() {
		return INSTANCE.cli.isPresent();
	}

	/**
	 * Returns the CLI, or ends the test as not run.
	 */
	public static AspireCli require() {
		assumeThat(INSTANCE.cli).as("the Aspire dashboard is not here: " + INSTANCE.reason).isPresent();
		return INSTANCE.cli.orElseThrow();
	}

	private static TestDashboard find() {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		Console console = new Console(new PrintStream(output, true, StandardCharsets.UTF_8));
		try (Lifetime lifetime = new Lifetime(console)) {
			return new TestDashboard(AspireCli.installed().or(() -> Optional.of(AspireCli.fetch(lifetime, console))),
					"");
		}
		catch (LocalAppHostException ex) {
			return new TestDashboard(Optional.empty(), ex.getMessage() + " " + output.toString(StandardCharsets.UTF_8));
		}
	}

}
