// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.aspirespring.discovery.EndpointSelections;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Counts how often each endpoint of a service was chosen. What is counted before there is
 * a registry is not lost.
 */
final class SelectionMetrics implements EndpointSelections, MeterBinder {

	static final String NAME = "aspire.service.discovery.selections";

	/**
	 * How many endpoints are told apart. Where instances come and go, their addresses
	 * would fill the memory one day.
	 */
	static final int MAX_ENDPOINTS = 500;

	static final String OTHERS = "others";

	private final Map<Selection, LongAdder> counters = new ConcurrentHashMap<>();

	private final List<MeterRegistry> registries = new ArrayList<>();

	@Override
	public Runnable counter(String service, ServiceEndpoint endpoint) {
		Selection selection = new Selection(service, endpoint.address().toString());
		LongAdder counter = this.counters.get(selection);
		return ((counter != null) ? counter : create(selection))::increment;
	}

	private synchronized LongAdder create(Selection wanted) {
		Selection selection = (this.counters.size() < MAX_ENDPOINTS) ? wanted : new Selection(wanted.service(), OTHERS);
		LongAdder counter = this.counters.get(selection);
		if (counter == null) {
			counter = new LongAdder();
			this.counters.put(selection, counter);
			for (MeterRegistry registry : this.registries) {
				register(registry, selection, counter);
			}
		}
		return counter;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.counters.forEach((selection, counter) -> register(registry, selection, counter));
	}

	private static void register(MeterRegistry registry, Selection selection, LongAdder counter) {
		FunctionCounter.builder(NAME, counter, LongAdder::sum)
			.description("How often an endpoint of a service was chosen")
			.tags("service", selection.service(), "endpoint", selection.endpoint())
			.register(registry);
	}

	private record Selection(String service, String endpoint) {

	}

}
