// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.connection.RabbitAccessor;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Knows the servers that templates and listeners of RabbitMQ are connected to: which of
 * several addresses it is, only the connection says.
 */
final class RabbitServers {

	private final BeanFactory beanFactory;

	private final ObjectProvider<RabbitListenerEndpointRegistry> listeners;

	private final Map<ConnectionFactory, Server> servers = new ConcurrentHashMap<>();

	RabbitServers(BeanFactory beanFactory, ObjectProvider<RabbitListenerEndpointRegistry> listeners) {
		this.beanFactory = beanFactory;
		this.listeners = listeners;
	}

	@Nullable ServerAddress ofTemplate(String beanName) {
		return server(bean(beanName, RabbitTemplate.class));
	}

	@Nullable ServerAddress ofListener(String id) {
		RabbitListenerEndpointRegistry registry = this.listeners.getIfAvailable();
		return (registry != null && registry.getListenerContainer(id) instanceof RabbitAccessor container)
				? server(container) : server(bean(id, AbstractMessageListenerContainer.class));
	}

	private <T> @Nullable T bean(String name, Class<T> type) {
		return (this.beanFactory.containsBean(name) && type.isInstance(this.beanFactory.getBean(name)))
				? this.beanFactory.getBean(name, type) : null;
	}

	private @Nullable ServerAddress server(@Nullable RabbitAccessor client) {
		if (client == null) {
			return null;
		}
		// A factory tells a new listener of the connection that it has
		return this.servers.computeIfAbsent(client.getConnectionFactory(), (factory) -> {
			Server server = new Server(new AtomicReference<>());
			factory.addConnectionListener(server);
			return server;
		}).address().get();
	}

	private record Server(AtomicReference<@Nullable ServerAddress> address) implements ConnectionListener {

		@Override
		public void onCreate(@Nullable Connection connection) {
			com.rabbitmq.client.Connection delegate = (connection != null) ? connection.getDelegate() : null;
			if (delegate != null && delegate.getAddress() != null) {
				// The name that was asked for, without a question to DNS
				InetSocketAddress socket = new InetSocketAddress(delegate.getAddress(), delegate.getPort());
				this.address.set(new ServerAddress(socket.getHostString(), socket.getPort()));
			}
		}

	}

}
