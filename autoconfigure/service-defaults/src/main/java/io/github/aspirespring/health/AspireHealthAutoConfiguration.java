// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.telemetry.Untraced;

/**
 * Auto-configuration for the health endpoints {@code /health} and {@code /alive} on the
 * port of the application, beside Spring Boot's {@code /actuator/health}.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration",
				"org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration" })
@ConditionalOnClass(value = HealthContributorRegistry.class,
		name = "org.springframework.boot.actuate.endpoint.web.WebEndpointResponse")
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = { "aspire.enabled", "aspire.health.enabled" }, matchIfMissing = true)
@ConditionalOnBean(HealthContributorRegistry.class)
@EnableConfigurationProperties(AspireHealthProperties.class)
public final class AspireHealthAutoConfiguration {

	@Bean
	Probes aspireHealthProbes(AspireHealthProperties properties, HealthContributorRegistry registry,
			ObjectProvider<ReactiveHealthContributorRegistry> reactiveRegistry, ApplicationAvailability availability,
			ObjectProvider<StatusAggregator> aggregator, ObjectProvider<HttpCodeStatusMapper> mapper,
			ObjectProvider<Untraced> untraced) {
		properties.validate();
		Contributors contributors = Contributors.of(registry, reactiveRegistry.getIfAvailable(), availability);
		contributors.requireKnown(properties.livenessContributors());
		Workers workers = new Workers(untraced.getIfAvailable(() -> (task) -> task));
		Checks checks = new Checks(properties, aggregator.getIfAvailable(StatusAggregator::getDefault), workers);
		Probes probes = new Probes(mapper.getIfAvailable(HttpCodeStatusMapper::getDefault),
				properties.cacheTimeToLive(), workers);
		probes.add(properties.path(), () -> checks.run(contributors.all()));
		probes.add(properties.livenessPath(),
				() -> checks.run(contributors.liveness(properties.livenessContributors())));
		return probes;
	}

}
