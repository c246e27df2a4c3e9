// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.health;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
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
@ConditionalOnAspireConnection("kafka")
@ConditionalOnEnabledHealthIndicator("kafka")
@ConditionalOnSingleCandidate(KafkaAdmin.class)
@EnableConfigurationProperties(KafkaHealthProperties.class)
public final class AspireKafkaHealthAutoConfiguration {

	// No AppHost connects an application that was processed ahead of time if there is no
	// selection: as without that processing, there is no indicator then
	@Bean
	@ConditionalOnMissingBean(name = { "kafkaHealthIndicator", "kafkaHealthContributor" })
	@Nullable KafkaHealthIndicator kafkaHealthContributor(ConnectionSelector selector, KafkaAdmin admin,
			KafkaHealthProperties properties) {
		Selection selection = selector.select("kafka");
		return (selection != null) ? new KafkaHealthIndicator(selection.connection().name(),
				admin.getConfigurationProperties(), properties.timeout()) : null;
	}

}
