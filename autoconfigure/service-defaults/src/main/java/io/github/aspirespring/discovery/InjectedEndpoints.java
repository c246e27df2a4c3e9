// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.util.List;

import org.springframework.core.Ordered;

import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.EndpointSelection;
import io.github.aspirespring.environment.services.ServiceReference;

/**
 * The endpoints that an AppHost has injected. They never change.
 */
final class InjectedEndpoints implements ServiceEndpointProvider, Ordered {

	private final EndpointSelection selection;

	InjectedEndpoints(EndpointSelection selection) {
		this.selection = selection;
	}

	@Override
	public List<ServiceEndpoint> endpoints(ServiceReference reference) {
		return this.selection.select(reference);
	}

	@Override
	public int getOrder() {
		return 0;
	}

}
