// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A health contributor being asked once. It is done when the thread that asks has come
 * back, however long that takes.
 */
final class Run extends FutureTask<Outcome> {

	private final long deadline;

	private @Nullable Thread thread;

	private boolean interrupted;

	Run(Callable<Outcome> task, Duration timeout) {
		super(task);
		this.deadline = System.nanoTime() + timeout.toNanos();
	}

	@Override
	public void run() {
		enter();
		try {
			super.run();
		}
		finally {
			leave();
		}
	}

	/**
	 * Waits until the time is up, and then interrupts the thread that asks.
	 * @return the outcome, or {@code null} if there is none in time
	 */
	@Nullable Outcome await() throws InterruptedException {
		try {
			return get(Math.max(0, this.deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			return Outcome.failed((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (TimeoutException ex) {
			interrupt();
			return null;
		}
	}

	private synchronized void enter() {
		this.thread = Thread.currentThread();
	}

	// The thread is used again, and an interrupt is not meant for what it does next
	private synchronized void leave() {
		this.thread = null;
		Thread.interrupted();
	}

	private synchronized void interrupt() {
		if (this.thread != null && !this.interrupted) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

}
