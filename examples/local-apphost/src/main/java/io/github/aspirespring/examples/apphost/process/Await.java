// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for something only another process can bring about.
 */
public final class Await {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private Await() {
	}

	/**
	 * Asks again and again until the answer is yes, as long as the process runs.
	 * @param state what is waited for, as in "cache did not (become ready)"
	 * @param timeout how long to wait
	 * @param process the process that has to bring it about
	 * @param condition asked until it is true
	 * @throws LocalAppHostException if the time is up or the process has ended
	 */
	public static void until(String state, Duration timeout, ChildProcess process, BooleanSupplier condition) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!condition.getAsBoolean()) {
			if (!process.isAlive()) {
				throw new LocalAppHostException("%s ended with exit code %d and did not %s; its last lines are above."
					.formatted(process.name(), process.awaitExit(), state));
			}
			if (System.nanoTime() - deadline > 0) {
				throw new LocalAppHostException(
						"%s did not %s within %d seconds.".formatted(process.name(), state, timeout.toSeconds()));
			}
			pause();
		}
	}

	private static void pause() {
		try {
			Thread.sleep(INTERVAL.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

}
