// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import io.github.aspirespring.boot.AspireConnection;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with two clusters.
 */
@ExtendWith(OutputCaptureExtension.class)
class KafkaConnectionsIntegrationTests {

	private static final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, KafkaApplication.TOPIC);

	private static final EmbeddedKafkaKraftBroker other = new EmbeddedKafkaKraftBroker(1, 1, Audit.TOPIC);

	private final AspireContextRunner runner = KafkaApplication.runner()
		.withPropertyValues("aspire.kafka.connection-name=shop-events");

	@BeforeAll
	static void startBrokers() {
		// Else they set spring.kafka.bootstrap-servers above the variables
		broker.brokerListProperty("embedded.brokers");
		other.brokerListProperty("embedded.brokers.other");
		broker.afterPropertiesSet();
		other.afterPropertiesSet();
	}

	@AfterAll
	static void stopBrokers() {
		other.destroy();
		broker.destroy();
	}

	@Test
	void messagesGoToTheClusterThatIsNamed() {
		this.runner.withVariables(variables(port(other))).withUserConfiguration(Audit.class).run((context) -> {
			assertThat(context).hasNotFailed();
			Audit audit = context.getBean(Audit.class);
			audit.send("changed");
			assertThat(audit.received.poll(30, TimeUnit.SECONDS)).isEqualTo("changed");
			// The same topic of the selected cluster is another one, and does not exist
			assertThat(topics(context.getBean(KafkaAdmin.class))).doesNotContain(Audit.TOPIC);
			assertThat(topics(bean(context, KafkaAdmin.class, "audit"))).contains(Audit.TOPIC);
		});
	}

	@Test
	@SuppressWarnings("unchecked")
	void messagesOfEveryClusterAreObservedAndMeasured() {
		Set<String> observed = ConcurrentHashMap.newKeySet();
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new NameHandler(observed));
		this.runner.withVariables(variables(port(other)))
			.withBean(ObservationRegistry.class, () -> observations)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				bean(context, KafkaTemplate.class, "audit").send("observed", "text").get(30, TimeUnit.SECONDS);
				// The observation ends with the callback, not with the result
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.until(() -> observed.contains("spring.kafka.template"));
				assertThat(context.getBean(MeterRegistry.class).getMeters())
					.extracting((meter) -> meter.getId().getTag("spring.id"))
					.anyMatch((id) -> id != null && id.startsWith("audit."));
			});
	}

	@Test
	void selectedClusterHasOneClientOfEachKind() {
		this.runner.withVariables(variables(port(other))).run((context) -> {
			assertThat(bean(context, KafkaTemplate.class, "shop-events")).isSameAs(context.getBean("kafkaTemplate"));
			assertThat(bean(context, ProducerFactory.class, "shop-events"))
				.isSameAs(context.getBean("kafkaProducerFactory"));
			assertThat(bean(context, KafkaAdmin.class, "shop-events")).isSameAs(context.getBean("kafkaAdmin"));
			assertThat(context.getBean("shop-events.kafkaListenerContainerFactory"))
				.isSameAs(context.getBean("kafkaListenerContainerFactory"));
			assertThat(context.getBeanNamesForType(KafkaTemplate.class, false, true))
				.containsExactlyInAnyOrder("kafkaTemplate", "audit.kafkaTemplate");
		});
	}

	@Test
	void everyClusterHasItsHealth() {
		this.runner.withVariables(variables(TestPorts.refusing())).run((context) -> {
			CompositeHealthContributor health = context.getBean(CompositeHealthContributor.class);
			assertThat(health.stream().map(HealthContributors.Entry::name)).containsExactlyInAnyOrder("kafkaAdmin",
					"audit");
			assertThat(health(health.getContributor("kafkaAdmin")).getStatus()).isEqualTo(Status.UP);
			assertThat(health(health.getContributor("audit")).getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void clientsAreTunedTogetherThenOneByOne(CapturedOutput output) {
		this.runner.withVariables(variables(port(other)))
			.withPropertyValues("spring.kafka.producer.acks=1", "aspire.kafka.connections.audit.group-id=auditors",
					"aspire.kafka.connections.audit.properties.sasl.jaas.config=S3cret",
					"aspire.kafka.connections.audit.properties.client.rack=here")
			.run((context) -> {
				ProducerFactory<?, ?> producers = bean(context, ProducerFactory.class, "audit");
				assertThat(producers.getConfigurationProperties()).containsEntry(ProducerConfig.ACKS_CONFIG, "1")
					.containsEntry("client.rack", "here");
				ConsumerFactory<?, ?> consumers = bean(context, ConsumerFactory.class, "audit");
				assertThat(consumers.getConfigurationProperties()).containsEntry(ConsumerConfig.GROUP_ID_CONFIG,
						"auditors");
				ConsumerFactory<?, ?> selected = context.getBean("kafkaConsumerFactory", ConsumerFactory.class);
				assertThat(selected.getConfigurationProperties()).containsEntry(ConsumerConfig.GROUP_ID_CONFIG, "shop")
					.doesNotContainKey("client.rack");
			});
		assertThat(output).contains("kafka 'audit' to localhost:" + port(other)).doesNotContain("S3cret");
	}

	private static int port(EmbeddedKafkaKraftBroker cluster) {
		return Integer.parseInt(cluster.getBrokersAsString().replaceFirst(".*:", ""));
	}

	private static AppHostVariables variables(int otherPort) {
		return KafkaApplication.resource("shop-events", port(broker))
			.and(KafkaApplication.resource("audit", otherPort));
	}

	private static Iterable<String> topics(KafkaAdmin admin) throws Exception {
		try (Admin client = Admin.create(admin.getConfigurationProperties())) {
			return client.listTopics().names().get(20, TimeUnit.SECONDS);
		}
	}

	private static <T> T bean(ApplicationContext context, Class<T> type, String name) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), type, name);
	}

	private static Health health(@Nullable HealthContributor contributor) {
		assertThat(contributor).isInstanceOf(HealthIndicator.class);
		return Objects.requireNonNull(((HealthIndicator) contributor).health());
	}

	private record NameHandler(Set<String> names) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			this.names.add(context.getName());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Audit {

		static final String TOPIC = "changes";

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private final KafkaTemplate<String, String> template;

		Audit(@AspireConnection("audit") KafkaTemplate<String, String> template) {
			this.template = template;
		}

		void send(String text) throws Exception {
			this.template.send(TOPIC, text).get(30, TimeUnit.SECONDS);
		}

		@KafkaListener(topics = TOPIC, containerFactory = "audit.kafkaListenerContainerFactory")
		void receive(String text) {
			this.received.add(text);
		}

	}

}
