// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import io.micrometer.observation.ObservationFilter;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.KafkaTemplate;

import io.github.aspirespring.telemetry.ConditionalOnTelemetry;

/**
 * Auto-configuration that makes the spans of Spring for Apache Kafka fit for the
 * dashboard.
 */
@AutoConfiguration
@ConditionalOnClass({ KafkaTemplate.class, ObservationFilter.class })
@ConditionalOnTelemetry
@ConditionalOnBooleanProperty(name = "aspire.telemetry.messaging.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MessagingTelemetryProperties.class)
public final class AspireKafkaTelemetryAutoConfiguration {

	@Bean
	static KafkaListenerServers aspireKafkaListenerServers() {
		return new KafkaListenerServers();
	}

	// First, so that filters of the application have the last word
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ObservationFilter aspireKafkaAttributes(BeanFactory beanFactory) {
		return new KafkaAttributes(new KafkaServers(beanFactory));
	}

}
