// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Is told which endpoints of known services are chosen.
 */
@FunctionalInterface
public interface EndpointSelections {

	/**
	 * Returns what is run whenever an endpoint is chosen. It is asked for once for each
	 * endpoint of a service whose endpoints do not change, and has to be quick.
	 * @param service the name of the service in lower case
	 * @param endpoint the endpoint
	 * @return what counts the choice
	 */
	Runnable counter(String service, ServiceEndpoint endpoint);

}
