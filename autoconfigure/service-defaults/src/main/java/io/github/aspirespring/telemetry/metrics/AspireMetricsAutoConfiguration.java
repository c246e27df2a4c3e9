// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.metrics;

import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.PropertiesMeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.aspirespring.telemetry.ConditionalOnTelemetry;

/**
 * Auto-configuration for the buckets of timers and summaries that are exported over OTLP.
 */
@AutoConfiguration
@ConditionalOnTelemetry
@ConditionalOnBooleanProperty(name = "aspire.telemetry.metrics.buckets.enabled", matchIfMissing = true)
@ConditionalOnClass({ OtlpMeterRegistry.class, MeterRegistryCustomizer.class })
@EnableConfigurationProperties(BucketProperties.class)
public final class AspireMetricsAutoConfiguration {

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	MeterRegistryCustomizer<OtlpMeterRegistry> aspireDefaultBuckets(ObjectProvider<OtlpConfig> config,
			ObjectProvider<MetricsProperties> metrics, BucketProperties buckets) {
		return (registry) -> registry.config()
			.meterFilter(new DefaultBuckets(new PropertiesMeterFilter(metrics.getIfAvailable(MetricsProperties::new)),
					config.getIfAvailable(() -> OtlpConfig.DEFAULT), buckets));
	}

}
