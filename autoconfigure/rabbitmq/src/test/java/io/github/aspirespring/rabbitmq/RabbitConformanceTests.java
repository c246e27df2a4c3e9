// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.List;
import java.util.Map;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.health.RabbitHealthContributorAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.rabbitmq.observe.AspireRabbitHealthAutoConfiguration;
import io.github.aspirespring.rabbitmq.observe.AspireRabbitObservationAutoConfiguration;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.IntegrationConformanceTests;

/**
 * Tests that RabbitMQ keeps the rules of all integrations.
 */
class RabbitConformanceTests extends IntegrationConformanceTests<RabbitConnectionDetails> {

	@Override
	protected String integration() {
		return "rabbitmq";
	}

	@Override
	protected List<Class<?>> autoConfigurations() {
		return List.of(AspireRabbitAutoConfiguration.class, AspireRabbitConnectionsAutoConfiguration.class,
				AspireRabbitStreamAutoConfiguration.class, AspireRabbitHealthAutoConfiguration.class,
				AspireRabbitObservationAutoConfiguration.class, SslAutoConfiguration.class,
				RabbitAutoConfiguration.class, RabbitHealthContributorAutoConfiguration.class);
	}

	// The client for streams takes a second to close
	@Override
	protected AspireContextRunner runner() {
		return super.runner().withBean("rabbitStreamEnvironment", Object.class, Object::new);
	}

	@Override
	protected Class<RabbitConnectionDetails> connectionDetailsType() {
		return RabbitConnectionDetails.class;
	}

	@Override
	protected Class<?> connectionBeanType() {
		return ConnectionFactory.class;
	}

	@Override
	protected String target(RabbitConnectionDetails details) {
		return details.getFirstAddress().host() + ":" + details.getFirstAddress().port();
	}

	@Override
	protected RabbitConnectionDetails connectionDetails(String host, int port) {
		return () -> List.of(new RabbitConnectionDetails.Address(host, port));
	}

	@Override
	protected String connectionString(String host, int port, String password) {
		return "amqp://guest:" + ConnectionUri.percentEncode(password) + "@" + host + ":" + port;
	}

	@Override
	protected Map<String, String> connectionProperties(String host, int port, String password) {
		return Map.of("Host", host, "Port", String.valueOf(port), "Username", "guest", "Password", password, "Uri",
				connectionString(host, port, password));
	}

	@Override
	protected String malformedConnectionString(String password) {
		return "amqp://guest:" + password + "@localhost:" + password;
	}

	@Override
	protected String[] applicationProperties(String host, int port) {
		return new String[] { "spring.rabbitmq.host=" + host, "spring.rabbitmq.port=" + port };
	}

}
