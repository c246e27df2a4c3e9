// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Keeps time for the calls of all clients, in one thread that runs while there are any.
 */
final class Watches implements AutoCloseable {

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "aspire-http-timer");
		thread.setDaemon(true);
		return thread;
	});

	Watches() {
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(30, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	/**
	 * Watches a thread, or only what is aborted if there is none.
	 */
	Watch start(@Nullable Thread waiting, long nanos) {
		Watch watch = new Watch(waiting);
		watch.set(this.timer.schedule(watch::expire, Math.max(0, nanos), TimeUnit.NANOSECONDS));
		return watch;
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
