// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.application.LivenessStateHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/**
 * The health contributors that count for a probe.
 *
 * @param all those of the application, blocking and reactive ones
 * @param availability the state of the application
 */
record Contributors(HealthContributors all, ApplicationAvailability availability) {

	private static final String LIVENESS_STATE = "livenessState";

	/**
	 * Merges the contributors as Spring Boot does: of two with the same name, one counts.
	 */
	static Contributors of(HealthContributorRegistry registry, @Nullable ReactiveHealthContributorRegistry reactive,
			ApplicationAvailability availability) {
		return new Contributors(
				(reactive != null) ? HealthContributors.of(registry, reactive.asHealthContributors()) : registry,
				availability);
	}

	/**
	 * Returns the contributors for liveness: the state of the application, which is there
	 * even if Spring Boot's probes are switched off, and those that are asked for.
	 */
	HealthContributors liveness(Set<String> names) {
		Map<String, HealthContributor> contributors = new LinkedHashMap<>();
		HealthContributor state = this.all.getContributor(LIVENESS_STATE);
		contributors.put(LIVENESS_STATE, (state != null) ? state : new LivenessStateHealthIndicator(this.availability));
		for (String name : names) {
			HealthContributor contributor = this.all.getContributor(name);
			if (contributor != null) {
				contributors.put(name, contributor);
			}
		}
		return CompositeHealthContributor.fromMap(contributors);
	}

	void requireKnown(Set<String> names) {
		for (String name : names) {
			if (this.all.getContributor(name) == null) {
				throw new InvalidConfigurationPropertyValueException("aspire.health.liveness-contributors", name,
						this.all.stream()
							.map(HealthContributors.Entry::name)
							.sorted()
							.collect(Collectors.joining(", ",
									"There is no health contributor of that name. There are: ", ".")));
			}
		}
	}

}
