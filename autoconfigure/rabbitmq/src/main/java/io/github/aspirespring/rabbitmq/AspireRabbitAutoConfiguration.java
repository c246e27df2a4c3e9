// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import com.rabbitmq.client.Channel;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.amqp.autoconfigure.RabbitTemplateCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionReport;
import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.Selection;

/**
 * Auto-configuration that connects Spring AMQP to the RabbitMQ or LavinMQ that an AppHost
 * references, and tries again where the server is not up yet.
 */
@AutoConfiguration(before = RabbitAutoConfiguration.class, after = AspireAutoConfiguration.class)
@ConditionalOnClass({ Channel.class, RabbitConnectionDetails.class, RabbitTemplate.class })
@ConditionalOnAspireConnection(RabbitIntegration.ID)
@EnableConfigurationProperties(RabbitProperties.class)
public final class AspireRabbitAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(RabbitConnectionDetails.class)
	AspireRabbitConnectionDetails aspireRabbitConnectionDetails(ConnectionSelector selector, ConnectionReport report,
			RabbitProperties properties, ObjectProvider<SslBundles> sslBundles) {
		ConfiguredRabbit application = new ConfiguredRabbit(properties, sslBundles.getIfAvailable());
		Selection selection = selector.select(RabbitIntegration.ID);
		if (selection == null) {
			return application.details();
		}
		InjectedRabbit rabbit = new InjectedRabbit(selection, application);
		AspireRabbitConnectionDetails details = rabbit.details();
		if (report.add(selection, rabbit.target())) {
			rabbit.logUnused();
		}
		application.replaceTls(rabbit.tls());
		return details;
	}

	@Bean
	@ConditionalOnBean(AspireRabbitConnectionDetails.class)
	ConnectRetryCustomizer aspireRabbitConnectRetry(AspireRabbitConnectionDetails details,
			RabbitProperties properties) {
		return new ConnectRetryCustomizer(details, properties);
	}

	@Bean
	@ConditionalOnBean(AspireRabbitConnectionDetails.class)
	SmartInitializingSingleton aspireRabbitEagerConnection(AspireRabbitConnectionDetails details,
			ObjectProvider<ConnectionFactory> connectionFactory) {
		return () -> {
			if (details.connectsEagerly()) {
				connectionFactory
					.ifUnique((factory) -> new EagerConnection(factory, details.target(), details.retries()).open());
			}
		};
	}

	/**
	 * Makes a template try again, unless the application has retries of its own: those go
	 * further, and there is one place for them. Customizers of the application come
	 * later.
	 *
	 * @param details the connection
	 * @param properties the properties of the application
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	record ConnectRetryCustomizer(AspireRabbitConnectionDetails details,
			RabbitProperties properties) implements RabbitTemplateCustomizer {

		@Override
		public void customize(RabbitTemplate template) {
			if (this.details.retries() > 0 && !this.properties.getTemplate().getRetry().isEnabled()) {
				template.setRetryTemplate(ConnectRetry.template(template.getConnectionFactory(), this.details.target(),
						this.details.retries()));
			}
		}

	}

}
