// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Everything that was started, to be stopped once and in reverse order, whatever ends the
 * run: its last line, a failure, Ctrl-C or a termination signal.
 */
public final class Lifetime implements AutoCloseable {

	private final Console console;

	private final Deque<AutoCloseable> started = new ArrayDeque<>();

	private volatile boolean stopping;

	/**
	 * Creates a lifetime that also ends when the JVM is told to.
	 * @param console where to say what could not be stopped
	 */
	public Lifetime(Console console) {
		this.console = console;
		Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-everything"));
	}

	/**
	 * Starts something. A signal that arrives meanwhile waits, so that nothing can be
	 * left running because it was not yet known to run.
	 * @param <T> the type of what is started
	 * @param start starts it
	 * @return what was started
	 */
	public synchronized <T extends AutoCloseable> T start(Supplier<T> start) {
		if (this.stopping) {
			throw new LocalAppHostException("Stopping.");
		}
		T resource = start.get();
		this.started.push(resource);
		return resource;
	}

	/**
	 * Tells whether the end has begun.
	 * @return whether it has
	 */
	public boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Stops everything. What cannot be stopped does not keep the rest from being stopped.
	 */
	@Override
	public void close() {
		this.stopping = true;
		synchronized (this) {
			while (!this.started.isEmpty()) {
				stop(this.started.pop());
			}
		}
	}

	private void stop(AutoCloseable resource) {
		try {
			resource.close();
		}
		catch (Exception ex) {
			this.console.print("Could not stop %s: %s".formatted(resource, ex.getMessage()));
		}
	}

}
