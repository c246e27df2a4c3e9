// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.health.RabbitHealthContributorAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.rabbitmq.AspireRabbitAutoConfiguration;
import io.github.aspirespring.rabbitmq.AspireRabbitConnectionsAutoConfiguration;
import io.github.aspirespring.rabbitmq.AspireRabbitStreamAutoConfiguration;
import io.github.aspirespring.rabbitmq.observe.AspireRabbitHealthAutoConfiguration;
import io.github.aspirespring.rabbitmq.observe.AspireRabbitObservationAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with everything that Spring Boot has for RabbitMQ.
 */
final class RabbitApplication {

	private RabbitApplication() {
	}

	/**
	 * Returns a runner for everything but streams.
	 */
	static AspireContextRunner runner() {
		return streamRunner().withBean("rabbitStreamEnvironment", Object.class, Object::new);
	}

	/**
	 * Returns a runner for everything.
	 */
	static AspireContextRunner streamRunner() {
		return new AspireContextRunner()
			.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireRabbitAutoConfiguration.class,
					AspireRabbitConnectionsAutoConfiguration.class, AspireRabbitStreamAutoConfiguration.class,
					AspireRabbitHealthAutoConfiguration.class, AspireRabbitObservationAutoConfiguration.class,
					AspireTrustAutoConfiguration.class, SslAutoConfiguration.class, RabbitAutoConfiguration.class,
					ObservationAutoConfiguration.class, RabbitHealthContributorAutoConfiguration.class));
	}

	/**
	 * Returns a runner for an application that the broker of all tests serves.
	 */
	static AspireContextRunner connected() {
		AmqpBroker broker = AmqpBroker.shared();
		return runner().withVariables(resource("queue", broker, broker.port()));
	}

	/**
	 * Returns what an AppHost injects for a RabbitMQ resource.
	 */
	static AppHostVariables resource(String name, String host, int port, String password) {
		return resource(name, "amqp", AmqpBroker.USERNAME, host, port, password);
	}

	/**
	 * Returns what an AppHost injects for a broker of the tests, at one of its ports.
	 */
	static AppHostVariables resource(String name, AmqpBroker broker, int port) {
		return resource(name, (port == broker.tlsPort()) ? "amqps" : "amqp", broker.username(), broker.host(), port,
				broker.password());
	}

	private static AppHostVariables resource(String name, String scheme, String username, String host, int port,
			String password) {
		String uri = scheme + "://" + ConnectionUri.percentEncode(username) + ":"
				+ ConnectionUri.percentEncode(password) + "@" + host + ":" + port;
		Map<String, String> properties = new HashMap<>(Map.of("Host", host, "Port", String.valueOf(port), "Username",
				username, "Password", password, "Uri", uri));
		return AppHostVariables.none().connection(name, uri, properties);
	}

	/**
	 * Sends a message and receives it.
	 */
	static void assertWorks(ApplicationContext context) {
		RabbitTemplate template = context.getBean(RabbitTemplate.class);
		AmqpAdmin admin = context.getBean(AmqpAdmin.class);
		String text = UUID.randomUUID().toString();
		Queue queue = new Queue("works-" + text, false, false, true);
		admin.declareQueue(queue);
		try {
			template.convertAndSend(queue.getName(), text);
			assertThat(template.receiveAndConvert(queue.getName(), 5000)).isEqualTo(text);
		}
		finally {
			admin.deleteQueue(queue.getName());
		}
	}

	static Health health(ApplicationContext context) {
		return Objects.requireNonNull(context.getBean(HealthIndicator.class).health());
	}

}
