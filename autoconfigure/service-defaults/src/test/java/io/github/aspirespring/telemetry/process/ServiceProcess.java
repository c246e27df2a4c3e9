// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service in a process of its own, with the class path of the test.
 */
final class ServiceProcess implements AutoCloseable {

	private static final long DEADLINE = TimeUnit.SECONDS.toNanos(120);

	private final Process process;

	private final List<String> lines = new ArrayList<>();

	private final Thread reader;

	private boolean ended;

	private ServiceProcess(Process process) {
		this.process = process;
		this.reader = new Thread(this::read, "service-output");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	static ServiceProcess start(Class<?> service, List<String> options, String classPath, Map<String, String> variables,
			String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, service.getName()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment()
			.keySet()
			.removeIf((name) -> name.matches("(OTEL_|SPRING_|ASPIRE_|MANAGEMENT_|ConnectionStrings__|services__).*"));
		builder.environment().putAll(variables);
		return new ServiceProcess(builder.start());
	}

	static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	static String classPathWithout(String jar) {
		return Arrays.stream(classPath().split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).getFileName().toString().matches(jar))
			.collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * Waits for a line that contains a text.
	 */
	synchronized void await(String text) {
		long deadline = System.nanoTime() + DEADLINE;
		while (this.lines.stream().noneMatch((line) -> line.contains(text))) {
			assertThat(!this.ended && System.nanoTime() < deadline)
				.as(() -> "Waiting for '" + text + "' in " + output())
				.isTrue();
			awaitOutput(deadline);
		}
	}

	/**
	 * Waits for the end of the process.
	 */
	synchronized void awaitEnd() {
		long deadline = System.nanoTime() + DEADLINE;
		while (!this.ended) {
			assertThat(System.nanoTime()).as(this::output).isLessThan(deadline);
			awaitOutput(deadline);
		}
	}

	/**
	 * Asks the process to end, as an AppHost does, and waits for that.
	 */
	void stop() {
		// The process itself would close its output as well
		this.process.toHandle().destroy();
		awaitEnd();
	}

	synchronized String output() {
		return String.join("\n", this.lines);
	}

	synchronized List<String> lines() {
		return List.copyOf(this.lines);
	}

	private void awaitOutput(long deadline) {
		try {
			TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline - System.nanoTime()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader()) {
			for (@Nullable
			String line = reader.readLine(); line != null; line = reader.readLine()) {
				add(line, false);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			add("", true);
		}
	}

	private synchronized void add(String line, boolean last) {
		this.lines.add(line);
		this.ended = last;
		notifyAll();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
