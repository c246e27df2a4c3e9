// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import io.micrometer.observation.Observation;

/**
 * Requests that are not worth a span, such as health probes. What is done for them leaves
 * no spans either; metrics are made of all requests. All beans of this type count.
 */
@FunctionalInterface
public interface UntracedRequests {

	/**
	 * Tells whether a request is one of them.
	 * @param context what is known when the request arrives
	 * @return whether there is no span for it
	 */
	boolean include(Observation.ContextView context);

}
