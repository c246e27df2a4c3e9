// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;

/**
 * Finds the services that an AppHost references.
 */
final class AspireReactiveDiscoveryClient implements ReactiveDiscoveryClient {

	private final ServiceInstances instances;

	private final int order;

	AspireReactiveDiscoveryClient(ServiceInstances instances, int order) {
		this.instances = instances;
		this.order = order;
	}

	@Override
	public String description() {
		return "Aspire Reactive Discovery Client";
	}

	// Spring Cloud takes the answer of the client that answers first, so a detour by
	// another thread is for those only who must not wait for a provider
	@Override
	public Flux<ServiceInstance> getInstances(String serviceId) {
		return Flux.defer(() -> {
			Flux<ServiceInstance> found = Flux.defer(() -> Flux.fromIterable(this.instances.find(serviceId)));
			boolean detour = this.instances.mayWait() && Schedulers.isInNonBlockingThread();
			return detour ? found.subscribeOn(Schedulers.boundedElastic()) : found;
		});
	}

	@Override
	public Flux<String> getServices() {
		return Flux.fromIterable(this.instances.names());
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}
