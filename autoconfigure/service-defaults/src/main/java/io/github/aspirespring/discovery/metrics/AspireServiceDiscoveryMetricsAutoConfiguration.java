// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.telemetry.ConditionalOnTelemetry;

/**
 * Auto-configuration for metrics of service discovery.
 */
@AutoConfiguration(before = AspireServiceDiscoveryAutoConfiguration.class)
@ConditionalOnTelemetry
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBooleanProperty(name = "aspire.service-discovery.enabled", matchIfMissing = true)
public final class AspireServiceDiscoveryMetricsAutoConfiguration {

	@Bean
	SelectionMetrics aspireServiceDiscoverySelectionMetrics() {
		return new SelectionMetrics();
	}

}
