// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import java.util.List;
import java.util.Map;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation.DefaultKafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;
import org.springframework.kafka.support.micrometer.KafkaRecordSenderContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireKafkaTelemetryAutoConfiguration}.
 */
class AspireKafkaTelemetryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireKafkaTelemetryAutoConfiguration.class));

	@Test
	void saysWhereARecordIsSentTo() {
		this.runner.withBean("events", KafkaTemplate.class, () -> template("one:9092,two:9092"))
			.withBean("others", KafkaTemplate.class, () -> template(List.of("three:9093")))
			.run((context) -> {
				assertThat(context.getBean(ObservationFilter.class).map(sender("events")).getHighCardinalityKeyValues())
					.containsExactlyInAnyOrder(KeyValue.of("messaging.system", "kafka"),
							KeyValue.of("messaging.operation", "publish"),
							KeyValue.of("messaging.operation.name", "publish"),
							KeyValue.of("messaging.operation.type", "send"),
							KeyValue.of("messaging.destination.name", "orders"), KeyValue.of("server.address", "one"),
							KeyValue.of("server.port", "9092"));
				assertThat(context.getBean(ObservationFilter.class)
					.map(sender("others"))
					.getHighCardinalityKeyValue("server.address")).isEqualTo(KeyValue.of("server.address", "three"));
			});
	}

	@Test
	void leavesOutAnAddressThatNobodyKnows() {
		this.runner.withBean("string", String.class, () -> "no template")
			.withBean("odd", KafkaTemplate.class, () -> template(1))
			.run((context) -> {
				for (String name : List.of("missing", "string", "odd")) {
					assertThat(context.getBean(ObservationFilter.class)
						.map(sender(name))
						.getHighCardinalityKeyValue("server.address")).isNull();
				}
			});
	}

	@Test
	void saysWhereARecordIsReceivedFrom() {
		this.runner.run((context) -> {
			Observation.Context receiver = receiver("workers");
			context.getBean(ObservationFilter.class).map(receiver);
			assertThat(receiver.getHighCardinalityKeyValues()).containsExactlyInAnyOrder(
					KeyValue.of("messaging.system", "kafka"), KeyValue.of("messaging.operation", "process"),
					KeyValue.of("messaging.operation.name", "process"),
					KeyValue.of("messaging.operation.type", "process"),
					KeyValue.of("messaging.destination.name", "orders"),
					KeyValue.of("messaging.destination.partition.id", "3"), KeyValue.of("messaging.kafka.offset", "7"),
					KeyValue.of("messaging.consumer.group.name", "workers"));
			Observation.Context alone = receiver(null);
			context.getBean(ObservationFilter.class).map(alone);
			assertThat(alone.getHighCardinalityKeyValue("messaging.consumer.group.name")).isNull();
		});
	}

	@Test
	void tellsListenersTheirServer() {
		this.runner
			.withBean("listeners", ConcurrentKafkaListenerContainerFactory.class, () -> listeners("one:9092", null))
			.run((context) -> {
				KafkaListenerObservationConvention convention = convention(
						context.getBean(ConcurrentKafkaListenerContainerFactory.class));
				KafkaRecordReceiverContext receiver = receiver("workers");
				assertThat(convention.getHighCardinalityKeyValues(receiver)).contains(
						KeyValue.of("server.address", "one"), KeyValue.of("server.port", "9092"),
						KeyValue.of("messaging.kafka.message.offset", "7"));
				DefaultKafkaListenerObservationConvention own = DefaultKafkaListenerObservationConvention.INSTANCE;
				assertThat(convention.getLowCardinalityKeyValues(receiver))
					.containsExactlyElementsOf(own.getLowCardinalityKeyValues(receiver));
				assertThat(convention.getName()).isEqualTo(own.getName());
				assertThat(convention.getContextualName(receiver)).isEqualTo("orders process");
			});
	}

	@Test
	void keepsTheConventionOfTheApplication() {
		KafkaListenerObservationConvention own = new KafkaListenerObservationConvention() {

			@Override
			public KeyValues getHighCardinalityKeyValues(KafkaRecordReceiverContext context) {
				return KeyValues.of("server.address", "own");
			}

		};
		this.runner
			.withBean("listeners", ConcurrentKafkaListenerContainerFactory.class, () -> listeners("one:9092", own))
			.withBean("odd", ConcurrentKafkaListenerContainerFactory.class, () -> listeners("", own))
			.run((context) -> {
				assertThat(convention(context.getBean("listeners", ConcurrentKafkaListenerContainerFactory.class))
					.getHighCardinalityKeyValues(receiver("workers"))).contains(KeyValue.of("server.address", "own"));
				assertThat(convention(context.getBean("odd", ConcurrentKafkaListenerContainerFactory.class)))
					.isSameAs(own);
			});
	}

	@Test
	void leavesTheLastWordToTheApplication() {
		this.runner
			.withBean(ObservationFilter.class,
					() -> (context) -> context.removeHighCardinalityKeyValue("messaging.operation"))
			.run((context) -> {
				Observation.Context sender = sender("events");
				context.getBeanProvider(ObservationFilter.class)
					.orderedStream()
					.forEach((filter) -> filter.map(sender));
				assertThat(sender.getHighCardinalityKeyValue("messaging.operation")).isNull();
			});
	}

	@Test
	void leavesOthersAlone() {
		this.runner.run((context) -> assertThat(
				context.getBean(ObservationFilter.class).map(new Observation.Context()).getAllKeyValues())
			.isEmpty());
	}

	@Test
	void isSwitchedOff() {
		for (String property : List.of("aspire.enabled", "aspire.telemetry.enabled",
				"aspire.telemetry.messaging.enabled")) {
			this.runner.withPropertyValues(property + "=false")
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservationFilter.class));
		}
	}

	@Test
	void backsOffWithoutKafka() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.kafka"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservationFilter.class));
	}

	private static KafkaTemplate<Object, Object> template(Object servers) {
		return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(Map.of("bootstrap.servers", servers)));
	}

	private static ConcurrentKafkaListenerContainerFactory<Object, Object> listeners(String servers,
			@Nullable KafkaListenerObservationConvention convention) {
		ConcurrentKafkaListenerContainerFactory<Object, Object> listeners = new ConcurrentKafkaListenerContainerFactory<>();
		listeners.setConsumerFactory(new DefaultKafkaConsumerFactory<>(Map.of("bootstrap.servers", servers)));
		if (convention != null) {
			listeners.getContainerProperties().setObservationConvention(convention);
		}
		return listeners;
	}

	private static KafkaListenerObservationConvention convention(
			ConcurrentKafkaListenerContainerFactory<?, ?> listeners) {
		KafkaListenerObservationConvention convention = listeners.getContainerProperties().getObservationConvention();
		assertThat(convention).isNotNull();
		return convention;
	}

	private static KafkaRecordSenderContext sender(String beanName) {
		return new KafkaRecordSenderContext(new ProducerRecord<>("orders", "value"), beanName, () -> "cluster");
	}

	private static KafkaRecordReceiverContext receiver(@Nullable String group) {
		return new KafkaRecordReceiverContext(new ConsumerRecord<>("orders", 3, 7, "key", "value"), "listener-0",
				"client", group, () -> "cluster");
	}

}
