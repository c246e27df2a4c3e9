// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.kafka.AspireKafkaAutoConfiguration;
import io.github.aspirespring.kafka.AspireKafkaClientsAutoConfiguration;
import io.github.aspirespring.kafka.AspireKafkaConnectionsAutoConfiguration;
import io.github.aspirespring.kafka.health.AspireKafkaHealthAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with everything that Spring Boot has for Kafka.
 */
final class KafkaApplication {

	static final String TOPIC = "orders";

	private KafkaApplication() {
	}

	static AspireContextRunner runner() {
		return new AspireContextRunner()
			.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireKafkaAutoConfiguration.class,
					AspireKafkaClientsAutoConfiguration.class, AspireKafkaConnectionsAutoConfiguration.class,
					AspireKafkaHealthAutoConfiguration.class, AspireTrustAutoConfiguration.class,
					SslAutoConfiguration.class, KafkaAutoConfiguration.class, KafkaMetricsAutoConfiguration.class))
			.withApplicationProperties("spring.application.name=shop",
					"spring.kafka.consumer.auto-offset-reset=earliest",
					// Else a consumer may learn of a new topic after minutes only
					"spring.kafka.consumer.properties.metadata.max.age.ms=1000",
					"spring.kafka.producer.properties.max.block.ms=5000");
	}

	/**
	 * Returns what an AppHost injects for a Kafka resource.
	 */
	static AppHostVariables resource(String name, int port) {
		return AppHostVariables.none()
			.connection(name, "localhost:" + port, Map.of("Host", "localhost", "Port", String.valueOf(port)));
	}

	/**
	 * Sends a message and returns what the listener receives.
	 */
	static ConsumerRecord<String, String> sendAndReceive(AssertableApplicationContext context, String message)
			throws Exception {
		send(context, TOPIC, message);
		ConsumerRecord<String, String> received = receive(context);
		assertThat(received.value()).isEqualTo(message);
		return received;
	}

	static ConsumerRecord<String, String> receive(AssertableApplicationContext context) throws InterruptedException {
		ConsumerRecord<String, String> received = context.getBean(Listener.class).received.poll(30, TimeUnit.SECONDS);
		assertThat(received).isNotNull();
		return received;
	}

	@SuppressWarnings("unchecked")
	static void send(AssertableApplicationContext context, String topic, String message) throws Exception {
		assertThat(context).hasNotFailed();
		KafkaTemplate<String, String> template = context.getBean(KafkaTemplate.class);
		template.send(topic, message).get(30, TimeUnit.SECONDS);
	}

	static Health health(AssertableApplicationContext context) {
		return Objects.requireNonNull(context.getBean(HealthIndicator.class).health());
	}

	static void assertTakes(int atLeast, int atMost, Runnable action) {
		long start = System.nanoTime();
		action.run();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(atLeast),
				Duration.ofSeconds(atMost));
	}

	/**
	 * A listener that says nothing about its consumer group.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Listener {

		final BlockingQueue<ConsumerRecord<String, String>> received = new LinkedBlockingQueue<>();

		@KafkaListener(id = "listener", idIsGroup = false, topics = TOPIC)
		void receive(ConsumerRecord<String, String> message) {
			this.received.add(message);
		}

	}

}
