// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.util.List;

import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.ServiceReference;

/**
 * A source of endpoints. All beans of this type are asked in their order until one of
 * them knows an endpoint. What the AppHost has injected has the order 0, so a provider
 * comes after it unless {@link org.springframework.core.Ordered} or
 * {@link org.springframework.core.annotation.Order} says otherwise.
 */
@FunctionalInterface
public interface ServiceEndpointProvider {

	/**
	 * Returns the endpoints of a service. It is asked for every request, by several
	 * threads at once, so whoever looks far should remember what was found. The answer
	 * may change over time.
	 * @param reference the service, the endpoint and the schemes that are asked for
	 * @return the endpoints in their order, none if this provider knows none
	 */
	List<ServiceEndpoint> endpoints(ServiceReference reference);

}
