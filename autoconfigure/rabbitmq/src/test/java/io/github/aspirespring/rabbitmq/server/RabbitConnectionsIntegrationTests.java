// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.aspirespring.boot.AspireConnection;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests with two brokers.
 */
@ExtendWith(OutputCaptureExtension.class)
class RabbitConnectionsIntegrationTests {

	private static final AmqpBroker broker = AmqpBroker.shared();

	private static AmqpBroker other;

	private final AspireContextRunner runner = RabbitApplication.runner()
		.withPropertyValues("aspire.rabbitmq.connection-name=orders-queue");

	@BeforeAll
	static void startBroker() {
		other = AmqpBroker.startAt(TestPorts.free());
	}

	@AfterAll
	static void stopBroker() {
		other.close();
	}

	@Test
	void messagesGoToTheBrokerThatIsNamed() {
		this.runner.withVariables(variables(other.port())).withUserConfiguration(Billing.class).run((context) -> {
			Billing billing = context.getBean(Billing.class);
			billing.send("invoice");
			assertThat(billing.received.poll(20, TimeUnit.SECONDS)).isEqualTo("invoice");
			RabbitApplication.assertWorks(context);
			// The queue is declared where it belongs and nowhere else
			assertThat(context.getBean(AmqpAdmin.class).getQueueProperties(Billing.QUEUE)).isNull();
		});
	}

	@Test
	void selectedBrokerHasOneConnection() {
		this.runner.withVariables(variables(other.port())).run((context) -> {
			assertThat(bean(context, ConnectionFactory.class, "orders-queue"))
				.isSameAs(context.getBean("rabbitConnectionFactory"));
			assertThat(bean(context, RabbitTemplate.class, "orders-queue")).isSameAs(context.getBean("rabbitTemplate"));
			assertThat(context.getBean("orders-queue.rabbitListenerContainerFactory"))
				.isSameAs(context.getBean("rabbitListenerContainerFactory"));
			assertThat(context.getBeanNamesForType(ConnectionFactory.class, false, true))
				.containsExactlyInAnyOrder("rabbitConnectionFactory", "billing");
			assertThat(context.getBeansOfType(AmqpAdmin.class)).hasSize(1);
		});
	}

	@Test
	void everyBrokerHasItsHealth() {
		this.runner.withVariables(variables(TestPorts.refusing())).run((context) -> {
			CompositeHealthContributor health = context.getBean(CompositeHealthContributor.class);
			assertThat(health.stream().map(HealthContributors.Entry::name)).containsExactlyInAnyOrder("rabbitTemplate",
					"billing");
			assertThat(status(health.getContributor("rabbitTemplate"))).isEqualTo(Status.UP);
			assertThat(status(health.getContributor("billing"))).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void connectionsAreTunedTogetherThenOneByOne() {
		this.runner.withVariables(variables(other.port()))
			.withPropertyValues("spring.rabbitmq.requested-heartbeat=33s",
					"spring.rabbitmq.virtual-host=of-the-selected",
					"aspire.rabbitmq.connections.billing.connection-timeout=1500ms",
					"aspire.rabbitmq.connections.billing.channel-cache-size=7",
					"aspire.rabbitmq.connections.billing.connect-retries=0")
			.run((context) -> {
				CachingConnectionFactory billing = (CachingConnectionFactory) bean(context, ConnectionFactory.class,
						"billing");
				assertThat(billing.getChannelCacheSize()).isEqualTo(7);
				assertThat(billing.getVirtualHost()).isEqualTo("/");
				assertThat(billing.getRabbitConnectionFactory().getRequestedHeartbeat()).isEqualTo(33);
				assertThat(billing.getRabbitConnectionFactory().getConnectionTimeout()).isEqualTo(1500);
				CachingConnectionFactory selected = context.getBean("rabbitConnectionFactory",
						CachingConnectionFactory.class);
				assertThat(selected.getVirtualHost()).isEqualTo("of-the-selected");
				assertThat(selected.getRabbitConnectionFactory().getConnectionTimeout()).isEqualTo(5000);
				assertThat(retries(bean(context, RabbitTemplate.class, "billing"))).isNull();
				assertThat(retries(context.getBean(RabbitTemplate.class))).isNotNull();
			});
	}

	@Test
	void tlsOfAConnectionIsItsOwn() {
		AppHostVariables variables = RabbitApplication.resource("orders-queue", broker, broker.port())
			.and(RabbitApplication.resource("billing", other, other.tlsPort()));
		this.runner.withVariables(variables)
			.withApplicationProperties("spring.rabbitmq.ssl.bundle=brokers",
					"spring.ssl.bundle.pem.brokers.truststore.certificate=" + other.authority())
			.run((context) -> {
				RabbitApplication.assertWorks(context);
				assertThat(isConnected(bean(context, RabbitTemplate.class, "billing"))).isTrue();
			});
		this.runner.withVariables(variables)
			.run((context) -> assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> isConnected(bean(context, RabbitTemplate.class, "billing")))
				.havingRootCause()
				.withMessageContaining("unable to find valid certification path"));
	}

	@Test
	void connectionsAreClosedWithTheContextAndNothingIsToldButNames(CapturedOutput output) {
		ConnectionFactory[] opened = new ConnectionFactory[1];
		this.runner.withVariables(variables(other.port())).run((context) -> {
			opened[0] = bean(context, ConnectionFactory.class, "billing");
			assertThat(opened[0].createConnection().isOpen()).isTrue();
		});
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(opened[0]::createConnection)
			.withMessageContaining("closed");
		assertThat(output).contains("rabbitmq 'billing' to localhost:" + other.port())
			.doesNotContain(AmqpBroker.PASSWORD);
	}

	private static AppHostVariables variables(int otherPort) {
		return RabbitApplication.resource("orders-queue", broker, broker.port())
			.and(RabbitApplication.resource("billing", "localhost", otherPort, AmqpBroker.PASSWORD));
	}

	private static <T> T bean(ApplicationContext context, Class<T> type, String name) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), type, name);
	}

	private static boolean isConnected(RabbitTemplate template) {
		return Boolean.TRUE.equals(template.execute((channel) -> channel.isOpen()));
	}

	private static @Nullable Object retries(RabbitTemplate template) {
		return ReflectionTestUtils.getField(template, "retryTemplate");
	}

	private static Status status(@Nullable HealthContributor contributor) {
		assertThat(contributor).isInstanceOf(HealthIndicator.class);
		return Objects.requireNonNull(((HealthIndicator) contributor).health()).getStatus();
	}

	@Configuration(proxyBeanMethods = false)
	static class Billing {

		static final String QUEUE = "invoices";

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private final RabbitTemplate template;

		Billing(@AspireConnection("billing") RabbitTemplate template) {
			this.template = template;
		}

		@Bean
		static Queue invoices() {
			Queue queue = new Queue(QUEUE, false);
			queue.setAdminsThatShouldDeclare("billing");
			return queue;
		}

		void send(String text) {
			this.template.convertAndSend(QUEUE, text);
		}

		@RabbitListener(queues = QUEUE, containerFactory = "billing.rabbitListenerContainerFactory")
		void receive(String text) {
			this.received.add(text);
		}

	}

}
