// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import com.rabbitmq.client.Channel;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerContainerFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionBeans;

/**
 * Auto-configuration of the clients for every RabbitMQ that an AppHost references.
 */
@AutoConfiguration(after = AspireAutoConfiguration.class)
@ConditionalOnClass({ Channel.class, RabbitConnectionDetails.class, RabbitTemplate.class })
@ConditionalOnAspireConnection(value = RabbitIntegration.ID, selected = false)
public final class AspireRabbitConnectionsAutoConfiguration {

	@Bean
	static ConnectionBeans aspireRabbitConnectionBeans() {
		return ConnectionBeans.of(RabbitIntegration.ID)
			.add("rabbitConnectionFactory", ConnectionFactory.class,
					(connection) -> new NamedRabbit(connection).connectionFactory())
			.add("rabbitTemplate", RabbitTemplate.class, (connection) -> new NamedRabbit(connection).template())
			.add("rabbitListenerContainerFactory", RabbitListenerContainerFactory.class,
					(connection) -> new NamedRabbit(connection).listeners());
	}

}
