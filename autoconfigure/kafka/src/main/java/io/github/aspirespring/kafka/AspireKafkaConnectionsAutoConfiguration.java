// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionBeans;

/**
 * Auto-configuration of the clients for every Kafka that an AppHost references.
 */
@AutoConfiguration(after = AspireAutoConfiguration.class)
@ConditionalOnClass({ KafkaConnectionDetails.class, KafkaTemplate.class })
@ConditionalOnAspireConnection(value = KafkaIntegration.ID, selected = false)
public final class AspireKafkaConnectionsAutoConfiguration {

	@Bean
	static ConnectionBeans aspireKafkaConnectionBeans() {
		return ConnectionBeans.of(KafkaIntegration.ID)
			.add("kafkaProducerFactory", ProducerFactory.class, (connection) -> new NamedKafka(connection).producers())
			.add("kafkaConsumerFactory", ConsumerFactory.class, (connection) -> new NamedKafka(connection).consumers())
			.add("kafkaAdmin", KafkaAdmin.class, (connection) -> new NamedKafka(connection).admin())
			.add("kafkaTemplate", KafkaTemplate.class, (connection) -> new NamedKafka(connection).template())
			.add("kafkaListenerContainerFactory", ConcurrentKafkaListenerContainerFactory.class,
					(connection) -> new NamedKafka(connection).listeners());
	}

}
