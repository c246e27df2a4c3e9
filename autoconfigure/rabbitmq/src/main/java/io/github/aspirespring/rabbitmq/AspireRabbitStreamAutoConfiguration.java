// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.amqp.autoconfigure.RabbitStreamConnectionDetails;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that connects streams of RabbitMQ to the host and with the
 * credentials that an AppHost injects.
 */
@AutoConfiguration(before = RabbitAutoConfiguration.class, after = AspireRabbitAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.rabbit.stream.config.StreamRabbitListenerContainerFactory")
@ConditionalOnBean(AspireRabbitConnectionDetails.class)
public final class AspireRabbitStreamAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(RabbitStreamConnectionDetails.class)
	AspireRabbitConnectionDetails.Stream aspireRabbitStreamConnectionDetails(AspireRabbitConnectionDetails details,
			RabbitProperties properties, ObjectProvider<SslBundles> sslBundles) {
		ConfiguredRabbit application = new ConfiguredRabbit(properties, sslBundles.getIfAvailable());
		return (details.selection() != null) ? new InjectedRabbit(details.selection(), application).streamDetails()
				: application.streamDetails();
	}

}
