// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * Ends what a thread waits for when time is up: by interrupting the thread, and by
 * whatever else makes the client that it waits for give up.
 */
final class Watch {

	/**
	 * The watch over the thread that sends a request, for clients that have to be asked
	 * to give up.
	 */
	static final ThreadLocal<@Nullable Watch> CURRENT = new ThreadLocal<>();

	private final @Nullable Thread waiting;

	private @Nullable Future<?> alarm;

	private @Nullable Runnable abort;

	private boolean over;

	private boolean cancelled;

	private boolean interrupted;

	private boolean ended;

	Watch(@Nullable Thread waiting) {
		this.waiting = waiting;
	}

	void set(Future<?> alarm) {
		this.alarm = alarm;
	}

	/**
	 * Sets what is done when time is up. It runs in a thread of its own, for it may
	 * block.
	 */
	synchronized void onExpiry(Runnable abort) {
		this.abort = abort;
		if (this.over) {
			abort(abort);
		}
	}

	synchronized @Nullable Runnable abort() {
		return this.abort;
	}

	synchronized void expire() {
		if (this.ended || this.over) {
			return;
		}
		this.over = true;
		// An interrupt that is already there came from elsewhere, and is to stay
		if (this.waiting != null && !this.waiting.isInterrupted()) {
			this.interrupted = true;
			this.waiting.interrupt();
		}
		if (this.abort != null) {
			abort(this.abort);
		}
	}

	/**
	 * Ends what is waited for before time is up.
	 */
	synchronized void cancel() {
		this.cancelled = !this.ended;
		expire();
	}

	synchronized boolean isCancelled() {
		return this.cancelled;
	}

	synchronized boolean isOver() {
		return this.over;
	}

	/**
	 * Ends the watch. Nothing happens to the thread any more.
	 * @return whether time was up before
	 */
	boolean end() {
		synchronized (this) {
			if (this.ended) {
				return this.over;
			}
			this.ended = true;
		}
		if (this.alarm != null) {
			this.alarm.cancel(false);
		}
		if (this.interrupted) {
			Thread.interrupted();
		}
		return this.over;
	}

	private static void abort(Runnable abort) {
		Thread thread = new Thread(abort, "aspire-http-abort");
		thread.setDaemon(true);
		thread.start();
	}

}
