// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.health;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.kafka.core.KafkaAdmin;

import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.kafka.AspireKafkaClientsAutoConfiguration;

/**
 * Auto-configuration for the health of the Kafka that an AppHost references, unless the
 * application or another library has an indicator of that name.
 */
@AutoConfiguration(after = { AspireKafkaClientsAutoConfiguration.class, KafkaAutoConfiguration.class })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({ HealthIndicator.class, KafkaAdmin.class })
@ConditionalOnAspireConnection(value = "kafka", selected = false)
@ConditionalOnEnabledHealthIndicator("kafka")
@EnableConfigurationProperties(KafkaHealthProperties.class)
public final class AspireKafkaHealthAutoConfiguration {

	private static final String NAMED = ".kafkaAdmin";

	// An application that was processed ahead of time gets here without a connection, too
	@Bean
	@ConditionalOnMissingBean(name = { "kafkaHealthIndicator", "kafkaHealthContributor" })
	@Nullable HealthContributor kafkaHealthContributor(ConfigurableListableBeanFactory beanFactory, ConnectionSelector selector,
			KafkaHealthProperties properties) {
		Selection selection = selector.select("kafka");
		Map<String, KafkaHealthIndicator> indicators = new LinkedHashMap<>();
		KafkaAdmin admin = beanFactory.getBeanProvider(KafkaAdmin.class).getIfUnique();
		if (selection != null && admin != null) {
			indicators.put("kafkaAdmin", indicator(selection.connection().name(), admin, properties));
		}
		for (String beanName : beanFactory.getBeanNamesForType(KafkaAdmin.class, false, false)) {
			if (beanName.endsWith(NAMED)) {
				String name = beanName.substring(0, beanName.length() - NAMED.length());
				indicators.put(name, indicator(name, beanFactory.getBean(beanName, KafkaAdmin.class), properties));
			}
		}
		return indicators.isEmpty() ? null : KafkaHealth.of(indicators);
	}

	private static KafkaHealthIndicator indicator(String name, KafkaAdmin admin, KafkaHealthProperties properties) {
		return new KafkaHealthIndicator(name, admin.getConfigurationProperties(), properties.timeout());
	}

}
