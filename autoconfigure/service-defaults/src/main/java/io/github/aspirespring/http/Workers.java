// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.util.ClassUtils;

/**
 * Runs attempts side by side, each with what is bound to the thread of the caller: the
 * context of traces, security and logs.
 */
final class Workers implements Executor, AutoCloseable {

	private static final UnaryOperator<Runnable> CONTEXT = contextPropagation();

	// As many threads as there are attempts: their number is limited by the pipeline
	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "aspire-http-attempt");
		thread.setDaemon(true);
		return thread;
	});

	@Override
	public void execute(Runnable command) {
		Runnable task = CONTEXT.apply(command);
		Map<String, String> mdc = MDC.getCopyOfContextMap();
		this.executor.execute(() -> runWith(mdc, task));
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	private static void runWith(@Nullable Map<String, String> mdc, Runnable task) {
		if (mdc != null) {
			MDC.setContextMap(mdc);
		}
		try {
			task.run();
		}
		finally {
			MDC.clear();
		}
	}

	private static UnaryOperator<Runnable> contextPropagation() {
		if (!ClassUtils.isPresent("io.micrometer.context.ContextSnapshot", Workers.class.getClassLoader())) {
			return (task) -> task;
		}
		ContextPropagatingTaskDecorator decorator = new ContextPropagatingTaskDecorator();
		return decorator::decorate;
	}

}
