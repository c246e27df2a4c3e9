// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.config.AbstractRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.DirectRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionNameStrategy;
import org.springframework.amqp.rabbit.connection.RabbitConnectionFactoryBean;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.amqp.autoconfigure.CachingConnectionFactoryConfigurer;
import org.springframework.boot.amqp.autoconfigure.ConnectionFactoryCustomizer;
import org.springframework.boot.amqp.autoconfigure.DirectRabbitListenerContainerFactoryConfigurer;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionFactoryBeanConfigurer;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties.ContainerType;
import org.springframework.boot.amqp.autoconfigure.RabbitTemplateConfigurer;
import org.springframework.boot.amqp.autoconfigure.RabbitTemplateCustomizer;
import org.springframework.boot.amqp.autoconfigure.SimpleRabbitListenerContainerFactoryConfigurer;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

import io.github.aspirespring.boot.NamedConnection;
import io.github.aspirespring.rabbitmq.AspireRabbitAutoConfiguration.ConnectRetryCustomizer;

/**
 * Makes the clients of a connection, as Spring Boot makes those of the selected one: with
 * its properties, its configurers and the customizers of the application.
 */
final class NamedRabbit {

	private final NamedConnection connection;

	private final ConfigurableListableBeanFactory beanFactory;

	private final RabbitProperties properties;

	private final AspireRabbitConnectionDetails details;

	/**
	 * Reads a connection.
	 * @param connection the connection
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if it
	 * cannot be read
	 */
	NamedRabbit(NamedConnection connection) {
		this.connection = connection;
		this.beanFactory = connection.beanFactory();
		this.properties = connection.bind("spring.rabbitmq", new RabbitProperties());
		if (!connection.isSelected()) {
			// It is that of the selected connection
			this.properties.setVirtualHost(null);
		}
		RabbitConnectionSettings settings = connection.selection().settings(RabbitConnectionSettings.class);
		PropertyMapper map = PropertyMapper.get();
		map.from(settings.connectionTimeout()).to(this.properties::setConnectionTimeout);
		map.from(settings.channelCacheSize()).to(this.properties.getCache().getChannel()::setSize);
		ConfiguredRabbit application = new ConfiguredRabbit(this.properties,
				this.beanFactory.getBeanProvider(SslBundles.class).getIfAvailable());
		InjectedRabbit rabbit = new InjectedRabbit(connection.selection(), application);
		this.details = rabbit.details();
		application.replaceTls(rabbit.tls());
		if (connection.report(rabbit.target())) {
			rabbit.logUnused();
		}
	}

	ConnectionFactory connectionFactory() {
		CachingConnectionFactory factory = new CachingConnectionFactory(client());
		CachingConnectionFactoryConfigurer configurer = new CachingConnectionFactoryConfigurer(this.properties,
				this.details);
		configurer
			.setConnectionNameStrategy(this.beanFactory.getBeanProvider(ConnectionNameStrategy.class).getIfUnique());
		configurer.configure(factory);
		admin(factory).afterPropertiesSet();
		return factory;
	}

	RabbitTemplate template() {
		RabbitTemplate template = new RabbitTemplate();
		this.beanFactory.getBean(RabbitTemplateConfigurer.class)
			.configure(template, this.connection.bean(ConnectionFactory.class));
		new ConnectRetryCustomizer(this.details, this.properties).customize(template);
		this.beanFactory.getBeanProvider(RabbitTemplateCustomizer.class)
			.orderedStream()
			.filter((customizer) -> !(customizer instanceof ConnectRetryCustomizer))
			.forEach((customizer) -> customizer.customize(template));
		return template;
	}

	AbstractRabbitListenerContainerFactory<?> listeners() {
		ConnectionFactory connectionFactory = this.connection.bean(ConnectionFactory.class);
		RabbitAdmin admin = admin(connectionFactory);
		if (this.properties.getListener().getType() == ContainerType.DIRECT) {
			DirectRabbitListenerContainerFactory factory = new DirectRabbitListenerContainerFactory();
			this.beanFactory.getBean(DirectRabbitListenerContainerFactoryConfigurer.class)
				.configure(factory, connectionFactory);
			factory.setContainerCustomizer((container) -> container.setAmqpAdmin(admin));
			return factory;
		}
		SimpleRabbitListenerContainerFactory factory = new SimpleRabbitListenerContainerFactory();
		this.beanFactory.getBean(SimpleRabbitListenerContainerFactoryConfigurer.class)
			.configure(factory, connectionFactory);
		factory.setContainerCustomizer((container) -> container.setAmqpAdmin(admin));
		return factory;
	}

	private com.rabbitmq.client.ConnectionFactory client() {
		BundleConnectionFactoryBean client = new BundleConnectionFactoryBean(this.details.getSslBundle(),
				this.properties.getSsl().isVerifyHostname());
		new RabbitConnectionFactoryBeanConfigurer(this.connection.applicationContext(), this.properties, this.details)
			.configure(client);
		com.rabbitmq.client.ConnectionFactory factory = client.create(this.connection);
		this.beanFactory.getBeanProvider(ConnectionFactoryCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(factory));
		return factory;
	}

	/**
	 * Returns an admin that declares what is addressed to this connection by its name. It
	 * is no bean: with a second one, listeners of Spring Boot would not know which to ask
	 * for queues that have gone.
	 */
	private RabbitAdmin admin(ConnectionFactory connectionFactory) {
		RabbitAdmin admin = new RabbitAdmin(connectionFactory);
		admin.setApplicationContext(this.connection.applicationContext());
		admin.setBeanName(this.connection.name());
		admin.setExplicitDeclarationsOnly(true);
		return admin;
	}

	/**
	 * Uses an SSL bundle, as that of Spring Boot does which nobody else can use.
	 */
	private static final class BundleConnectionFactoryBean extends RabbitConnectionFactoryBean {

		private final @Nullable SslBundle sslBundle;

		private final boolean verifiesHostname;

		BundleConnectionFactoryBean(@Nullable SslBundle sslBundle, boolean verifiesHostname) {
			this.sslBundle = sslBundle;
			this.verifiesHostname = verifiesHostname;
		}

		com.rabbitmq.client.ConnectionFactory create(NamedConnection connection) {
			try {
				afterPropertiesSet();
				return Objects.requireNonNull(getObject());
			}
			catch (Exception ex) {
				throw new BeanCreationException(connection.name(), "The client of " + connection + " cannot be made",
						ex);
			}
		}

		@Override
		protected void setUpSSL() {
			if (this.sslBundle == null) {
				super.setUpSSL();
				return;
			}
			this.connectionFactory.useSslProtocol(this.sslBundle.createSslContext());
			if (this.verifiesHostname) {
				this.connectionFactory.enableHostnameVerification();
			}
		}

	}

}
