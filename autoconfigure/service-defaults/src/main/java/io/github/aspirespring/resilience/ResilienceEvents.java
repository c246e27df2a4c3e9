// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.util.Map;

/**
 * Is told what resilience does with a call, while the call is what the thread works on.
 * The events are rare: nothing is said of calls that go well.
 */
@FunctionalInterface
public interface ResilienceEvents {

	/**
	 * Takes note of an event.
	 * @param event the name of the event, such as {@code resilience.retry}
	 * @param attributes texts and numbers that say more
	 */
	void record(String event, Map<String, Object> attributes);

}
