// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that was started here, with its output on the console.
 */
public final class ChildProcess implements AutoCloseable {

	private static final Duration GRACE_PERIOD = Duration.ofSeconds(20);

	private static final Duration LAST_LINES = Duration.ofSeconds(2);

	private final String name;

	private final Process process;

	private final Thread output;

	private ChildProcess(String name, Process process, Console console) {
		this.name = name;
		this.process = process;
		this.output = new Thread(() -> copyOutput(console), name + "-output");
		this.output.setDaemon(true);
		this.output.start();
	}

	/**
	 * Starts a process.
	 * @param name the name of its resource
	 * @param command the command, its environment and its working directory
	 * @param input what the process gets to read from its standard input
	 * @param console where its output goes
	 * @return the running process
	 * @throws LocalAppHostException if there is no such command
	 */
	public static ChildProcess start(String name, ProcessBuilder command, String input, Console console) {
		try {
			Process process = command.redirectErrorStream(true).start();
			ChildProcess child = new ChildProcess(name, process, console);
			child.write(input);
			return child;
		}
		catch (IOException ex) {
			throw new LocalAppHostException("%s did not start.".formatted(name), ex);
		}
	}

	/**
	 * Returns the name of the resource this process is behind.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Tells whether the process still runs.
	 * @return whether it does
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Waits for the process to end and for its last lines.
	 * @return its exit code
	 */
	public int awaitExit() {
		try {
			int exitCode = this.process.waitFor();
			this.output.join(LAST_LINES.toMillis());
			return exitCode;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

	/**
	 * Waits for the process to end.
	 * @param timeout how long to wait
	 * @return whether it has ended in time, and with exit code 0
	 */
	public boolean succeeds(Duration timeout) {
		try {
			return this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) && awaitExit() == 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

	/**
	 * Waits for the first of some processes to end.
	 * @param processes the processes
	 * @return which one ended, and how
	 */
	public static String awaitFirstExit(ChildProcess... processes) {
		CompletableFuture
			.anyOf(Arrays.stream(processes).map((child) -> child.process.onExit()).toArray(CompletableFuture[]::new))
			.join();
		return Arrays.stream(processes)
			.filter((child) -> !child.isAlive())
			.map((child) -> "%s ended with exit code %d.".formatted(child.name, child.awaitExit()))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Ends the process at once, as a crash would.
	 */
	public void kill() {
		this.process.toHandle().destroyForcibly();
		awaitExit();
	}

	/**
	 * Asks the process to end, and ends it if it does not.
	 */
	@Override
	public void close() {
		// Process.destroy() would also close the stream with the last lines
		this.process.toHandle().destroy();
		try {
			if (!this.process.waitFor(GRACE_PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		awaitExit();
	}

	private void write(String input) {
		try (OutputStream stdin = this.process.getOutputStream()) {
			stdin.write(input.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			// A process that is gone already says why in its output and its exit code
		}
	}

	private void copyOutput(Console console) {
		try (BufferedReader reader = this.process.inputReader()) {
			reader.lines().forEach((line) -> console.print(this.name, line));
		}
		catch (IOException | UncheckedIOException ex) {
			// The stream may break off while the process is being stopped
		}
	}

}
