// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import io.micrometer.observation.ObservationFilter;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.aspirespring.telemetry.ConditionalOnTelemetry;

/**
 * Auto-configuration that makes the spans of Spring AMQP fit for the dashboard.
 */
@AutoConfiguration
@ConditionalOnClass({ RabbitTemplate.class, ObservationFilter.class })
@ConditionalOnTelemetry
@ConditionalOnBooleanProperty(name = "aspire.telemetry.messaging.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MessagingTelemetryProperties.class)
public final class AspireRabbitTelemetryAutoConfiguration {

	// First, so that filters of the application have the last word
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ObservationFilter aspireRabbitAttributes(BeanFactory beanFactory,
			ObjectProvider<RabbitListenerEndpointRegistry> listeners) {
		return new RabbitAttributes(new RabbitServers(beanFactory, listeners));
	}

}
