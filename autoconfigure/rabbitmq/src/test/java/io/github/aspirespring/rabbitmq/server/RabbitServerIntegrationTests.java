// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.SenderContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests that messages reach the broker that the AppHost names.
 */
class RabbitServerIntegrationTests {

	private final AmqpBroker broker = AmqpBroker.shared();

	@Test
	void connectsFromEverySource() {
		AppHostVariables all = RabbitApplication.resource("queue", this.broker, this.broker.port());
		run(all);
		run(RabbitApplication.resource("my-queue", this.broker, this.broker.port()).throughShell());
		run(AppHostVariables.none()
			.connectionString("queue", all.toMap().getOrDefault("ConnectionStrings__queue", "")));
		run(AppHostVariables.none().variable("QUEUE_URI", all.toMap().getOrDefault("QUEUE_URI", "")));
	}

	// Docker Compose and Kubernetes publishers insert the password as it is
	@Test
	void connectsWithPasswordThatWasNotEncodedInUri() {
		String raw = "amqp://" + this.broker.username() + ":" + this.broker.password() + "@" + this.broker.host() + ":"
				+ this.broker.port();
		run(AppHostVariables.none().connectionString("queue", raw));
		run(AppHostVariables.none()
			.connectionString("queue", raw)
			.connectionProperties("queue", Map.of("Password", this.broker.password())));
	}

	@Test
	void connectsToTheDefaultVirtualHost() {
		for (String path : List.of("/", "/%2F")) {
			run(AppHostVariables.none().connectionString("queue", uri(path)));
		}
	}

	@Test
	void keepsVirtualHostsApart() {
		assumeTrue(this.broker.tlsPort() > 0, "A second virtual host needs a broker that the tests configure");
		String queue = "only-in-one";
		RabbitApplication.runner()
			.withVariables(AppHostVariables.none().connectionString("queue", uri("/" + AmqpBroker.VIRTUAL_HOST)))
			.run((one) -> {
				one.getBean(AmqpAdmin.class).declareQueue(new Queue(queue, false, false, true));
				RabbitApplication.connected()
					.run((other) -> assertThat(other.getBean(AmqpAdmin.class).getQueueInfo(queue)).isNull());
				assertThat(one.getBean(AmqpAdmin.class).getQueueInfo(queue)).isNotNull();
				one.getBean(AmqpAdmin.class).deleteQueue(queue);
			});
	}

	@Test
	void connectsToVirtualHostWithSlash() {
		assumeTrue(this.broker instanceof RabbitServer, "Qpid has no slash in the name of a virtual host");
		run(AppHostVariables.none().connectionString("queue", uri("/team%2Fa")));
	}

	@Test
	void refusesVirtualHostThatDoesNotExist() {
		RabbitApplication.runner()
			.withVariables(AppHostVariables.none().connectionString("queue", uri("/missing")))
			.run((context) -> assertThatExceptionOfType(AmqpException.class)
				.isThrownBy(() -> RabbitApplication.assertWorks(context)));
	}

	@Test
	void connectsToTheNextAddressIfOneIsDown() {
		String address = this.broker.host() + ":" + this.broker.port();
		run(AppHostVariables.none()
			.connectionString("queue", uri("").replace(address, "localhost:" + TestPorts.refusing() + "," + address)));
	}

	@Test
	void tellsListenerWhatTheSenderObserves() {
		RabbitApplication.connected().withUserConfiguration(Listening.class).run((context) -> {
			context.getBean(RabbitTemplate.class).convertAndSend("observed", "hello");
			Listening listening = context.getBean(Listening.class);
			Message message = listening.received.poll(10, TimeUnit.SECONDS);
			assertThat(message).isNotNull();
			assertThat(message.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
			assertThat(message.getMessageProperties().getHeaders()).containsEntry("traceparent", "00-1-1-00");
			Awaitility.await()
				.atMost(10, TimeUnit.SECONDS)
				.untilAsserted(() -> assertThat(listening.observed).contains(
						"spring.rabbit.template " + KeyValue.of("messaging.system", "rabbitmq"),
						"spring.rabbit.listener " + KeyValue.of("messaging.system", "rabbitmq")));
		});
	}

	@Test
	void confirmsWhatWasPublished() {
		RabbitApplication.connected()
			.withApplicationProperties("spring.rabbitmq.publisher-confirm-type=correlated")
			.run((context) -> {
				context.getBean(AmqpAdmin.class).declareQueue(new Queue("confirmed", false, false, true));
				CorrelationData correlation = new CorrelationData();
				context.getBean(RabbitTemplate.class).convertAndSend("", "confirmed", "hello", correlation);
				assertThat(correlation.getFuture().get(10, TimeUnit.SECONDS).ack()).isTrue();
				context.getBean(AmqpAdmin.class).deleteQueue("confirmed");
			});
	}

	@Test
	void isHealthyAndTellsTheVersion() {
		RabbitApplication.connected().run((context) -> {
			Health health = RabbitApplication.health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails().get("version")).asString().containsPattern("\\d+\\.\\d+");
		});
	}

	@Test
	void connectsWhenTheApplicationStartsIfItWantsTo() {
		RabbitApplication.connected()
			.withApplicationProperties("aspire.rabbitmq.connect-eagerly=true")
			.run((context) -> assertThat(
					context.getBean(CachingConnectionFactory.class).getCacheProperties().getProperty("localPort"))
				.isNotEqualTo("0"));
	}

	private String uri(String path) {
		return new ConnectionUri("amqp", this.broker.username(), this.broker.password(),
				List.of(new HostAndPort(this.broker.host(), this.broker.port())), path, Map.of())
			.format();
	}

	private static void run(AppHostVariables variables) {
		RabbitApplication.runner().withVariables(variables).run((context) -> {
			assertThat(context).hasNotFailed();
			RabbitApplication.assertWorks(context);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();

		private final List<String> observed = new CopyOnWriteArrayList<>();

		@Bean
		Queue observedQueue() {
			return new Queue("observed", false, false, true);
		}

		@RabbitListener(queues = "observed")
		void receive(Message message) {
			this.received.add(message);
		}

		// In the place of a tracer
		@Bean
		ObservationHandler<Observation.Context> observations() {
			return new ObservationHandler<>() {

				@Override
				public void onStart(Observation.Context context) {
					if (context instanceof SenderContext<?> sender) {
						inject(sender);
					}
				}

				@Override
				public void onStop(Observation.Context context) {
					context.getHighCardinalityKeyValues()
						.forEach((keyValue) -> Listening.this.observed.add(context.getName() + " " + keyValue));
				}

				@Override
				public boolean supportsContext(Observation.Context context) {
					return true;
				}

				private <C> void inject(SenderContext<C> sender) {
					C carrier = sender.getCarrier();
					if (carrier != null) {
						sender.getSetter().set(carrier, "traceparent", "00-1-1-00");
					}
				}

			};
		}

	}

}
