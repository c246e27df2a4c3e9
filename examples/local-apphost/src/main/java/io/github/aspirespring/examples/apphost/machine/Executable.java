// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * Commands of this machine.
 */
public final class Executable {

	private Executable() {
	}

	/**
	 * Finds a command.
	 * @param name the name of the command
	 * @return its file in the first folder on the {@code PATH} that has it
	 */
	public static Optional<Path> onPath(String name) {
		String path = new ProcessBuilder().environment().getOrDefault("PATH", "");
		return Arrays.stream(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Runs a command, whatever it says.
	 * @param timeout how long it may take
	 * @param command the command and its arguments
	 * @return whether it was there and did well in time
	 */
	public static boolean succeeds(Duration timeout, String... command) {
		return succeeds(timeout, new ProcessBuilder(command));
	}

	/**
	 * Runs a command, whatever it says.
	 * @param timeout how long it may take
	 * @param command the command and its environment
	 * @return whether it was there and did well in time
	 */
	public static boolean succeeds(Duration timeout, ProcessBuilder command) {
		try {
			Process process = command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
			if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				return process.exitValue() == 0;
			}
			process.destroyForcibly();
			return false;
		}
		catch (IOException ex) {
			// There is no such command
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

}
