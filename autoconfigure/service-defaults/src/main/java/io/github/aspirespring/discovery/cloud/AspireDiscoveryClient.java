// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.util.List;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Finds the services that an AppHost references.
 */
final class AspireDiscoveryClient implements DiscoveryClient {

	private final ServiceInstances instances;

	private final int order;

	AspireDiscoveryClient(ServiceInstances instances, int order) {
		this.instances = instances;
		this.order = order;
	}

	@Override
	public String description() {
		return "Aspire Discovery Client";
	}

	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		return this.instances.find(serviceId);
	}

	@Override
	public List<String> getServices() {
		return this.instances.names();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}
