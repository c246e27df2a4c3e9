// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.util.ClassUtils;

import io.github.aspirespring.telemetry.Untraced;

/**
 * Threads in which health contributors are asked. There are as many as there are
 * contributors at most, and none while nobody asks.
 */
final class Workers implements Executor, AutoCloseable {

	private final ThreadPoolExecutor executor;

	private final Untraced scope;

	Workers(Untraced scope) {
		this.scope = scope;
		AtomicInteger number = new AtomicInteger();
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		this.executor = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				(task) -> {
					// Nothing of the request that happens to come first is inherited
					Thread thread = new Thread(null, task, "aspire-health-" + number.incrementAndGet(), 0, false);
					thread.setDaemon(true);
					thread.setContextClassLoader(classLoader);
					return thread;
				});
	}

	@Override
	public void execute(Runnable task) {
		this.executor.execute(this.scope.wrap(task));
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
