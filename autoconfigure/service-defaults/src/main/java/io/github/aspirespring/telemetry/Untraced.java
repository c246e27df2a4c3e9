// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

/**
 * Keeps work out of traces that nobody is interested in, such as the checks of a health
 * probe. Where there is tracing there is a bean of this type; whoever does such work asks
 * for it by way of an {@code ObjectProvider}, and does without where there is none.
 */
@FunctionalInterface
public interface Untraced {

	/**
	 * Wraps a task. No spans are made while it runs, neither by the task itself nor by
	 * whatever it starts elsewhere with its context, while metrics are. The task may run
	 * in any thread.
	 * @param task the task
	 * @return the task that leaves no spans
	 */
	Runnable wrap(Runnable task);

}
