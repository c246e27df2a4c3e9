// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionReport;
import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.Selection;

/**
 * Auto-configuration that connects Spring for Apache Kafka to the Kafka, Redpanda or
 * Event Hubs that an AppHost references.
 */
@AutoConfiguration(before = KafkaAutoConfiguration.class, after = AspireAutoConfiguration.class)
@ConditionalOnClass({ KafkaConnectionDetails.class, KafkaTemplate.class })
@ConditionalOnAspireConnection(KafkaIntegration.ID)
@EnableConfigurationProperties(KafkaProperties.class)
public final class AspireKafkaAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(KafkaConnectionDetails.class)
	AspireKafkaConnectionDetails aspireKafkaConnectionDetails(ConnectionSelector selector, ConnectionReport report,
			KafkaProperties properties, ObjectProvider<SslBundles> sslBundles) {
		ConfiguredKafka configured = new ConfiguredKafka(properties, sslBundles.getIfAvailable());
		Selection selection = selector.select(KafkaIntegration.ID);
		if (selection == null) {
			return configured.details();
		}
		InjectedKafka kafka = new InjectedKafka(selection, configured);
		AspireKafkaConnectionDetails details = kafka.details();
		report.add(selection, kafka.target());
		return details;
	}

}
