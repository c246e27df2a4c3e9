// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Asks health contributors side by side, so that all together take no longer than the
 * slowest may.
 */
final class Checks {

	private final Map<String, Check> checks = new ConcurrentHashMap<>();

	private final Function<String, Check> factory;

	private final StatusAggregator aggregator;

	Checks(AspireHealthProperties properties, StatusAggregator aggregator, Executor executor) {
		this.factory = (name) -> new Check(name, properties.timeoutOf(name), executor);
		this.aggregator = aggregator;
	}

	/**
	 * Asks contributors, and waits for them. Without any, all is well, as for
	 * {@code /actuator/health}.
	 */
	Status run(HealthContributors contributors) {
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		contributors.forEach((entry) -> collect(entry.name(), entry.contributor(), indicators));
		Map<Run, Check> runs = new LinkedHashMap<>();
		indicators.forEach((name, indicator) -> {
			Check check = this.checks.computeIfAbsent(name, this.factory);
			runs.put(check.start(indicator), check);
		});
		return runs.isEmpty() ? Status.UP : this.aggregator.getAggregateStatus(await(runs));
	}

	private static void collect(String name, HealthContributor contributor, Map<String, HealthIndicator> indicators) {
		if (contributor instanceof HealthIndicator indicator) {
			indicators.put(name, indicator);
		}
		else if (contributor instanceof CompositeHealthContributor composite) {
			try {
				composite.forEach((entry) -> collect(name + "/" + entry.name(), entry.contributor(), indicators));
			}
			catch (RuntimeException ex) {
				// One that cannot say what it is made of is down, and the others count
				indicators.put(name, () -> {
					throw ex;
				});
			}
		}
	}

	private static Set<Status> await(Map<Run, Check> runs) {
		Set<Status> statuses = new HashSet<>();
		try {
			for (Map.Entry<Run, Check> run : runs.entrySet()) {
				statuses.add(run.getValue().await(run.getKey()));
			}
		}
		catch (InterruptedException ex) {
			// The application is being closed
			Thread.currentThread().interrupt();
			statuses.add(Status.DOWN);
		}
		return statuses;
	}

}
