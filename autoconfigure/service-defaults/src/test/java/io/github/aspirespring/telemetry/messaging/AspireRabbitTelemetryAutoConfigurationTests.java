// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageSenderContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireRabbitTelemetryAutoConfiguration}.
 */
class AspireRabbitTelemetryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireRabbitTelemetryAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "'', orders, orders", "shop, orders, shop:orders", "shop, '', shop", "'', '', amq.default" })
	void namesTheDestinationOfAMessage(String exchange, String routingKey, String destination) {
		this.runner.run((context) -> {
			RabbitMessageSenderContext sender = sender(exchange, routingKey);
			sender.addLowCardinalityKeyValue(KeyValue.of("messaging.destination.name", exchange));
			sender.setContextualName(exchange + "/" + routingKey + " send");
			context.getBean(ObservationFilter.class).map(sender);
			assertThat(sender.getHighCardinalityKeyValues()).containsExactlyInAnyOrder(
					KeyValue.of("messaging.system", "rabbitmq"), KeyValue.of("messaging.operation", "publish"),
					KeyValue.of("messaging.operation.name", "publish"), KeyValue.of("messaging.operation.type", "send"),
					KeyValue.of("messaging.destination.name", destination));
			assertThat(sender.getLowCardinalityKeyValues())
				.containsExactly(KeyValue.of("messaging.destination.name", exchange));
			assertThat(sender.getContextualName()).isEqualTo(destination + " send");
		});
	}

	@Test
	void keepsTheNameThatTheApplicationGives() {
		this.runner.run((context) -> {
			RabbitMessageSenderContext sender = sender("shop", "orders");
			sender.setContextualName("own");
			assertThat(context.getBean(ObservationFilter.class).map(sender).getContextualName()).isEqualTo("own");
		});
	}

	@Test
	void saysWhereAMessageIsReceivedFrom() {
		this.runner.run((context) -> {
			MessageProperties properties = new MessageProperties();
			properties.setConsumerQueue("orders");
			properties.setReceivedRoutingKey("placed");
			Observation.Context receiver = new RabbitMessageReceiverContext(new Message(new byte[0], properties),
					"listener");
			context.getBean(ObservationFilter.class).map(receiver);
			assertThat(receiver.getHighCardinalityKeyValues()).containsExactlyInAnyOrder(
					KeyValue.of("messaging.system", "rabbitmq"), KeyValue.of("messaging.operation", "process"),
					KeyValue.of("messaging.operation.name", "process"),
					KeyValue.of("messaging.operation.type", "process"),
					KeyValue.of("messaging.destination.name", "orders"),
					KeyValue.of("messaging.rabbitmq.destination.routing_key", "placed"));
		});
	}

	@Test
	void doesNotConnectToSayWhere() {
		this.runner
			.withBean("template", RabbitTemplate.class,
					() -> new RabbitTemplate(new CachingConnectionFactory("192.0.2.1")))
			.run((context) -> assertThat(context.getBean(ObservationFilter.class)
				.map(sender("shop", "orders"))
				.getHighCardinalityKeyValue("server.address")).isNull());
	}

	@Test
	void leavesTheLastWordToTheApplication() {
		this.runner
			.withBean(ObservationFilter.class,
					() -> (context) -> context.removeHighCardinalityKeyValue("messaging.operation"))
			.run((context) -> {
				Observation.Context sender = sender("shop", "orders");
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
	void backsOffWithoutRabbit() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.amqp"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservationFilter.class));
	}

	private static RabbitMessageSenderContext sender(String exchange, String routingKey) {
		return new RabbitMessageSenderContext(new Message(new byte[0]), "template", exchange, routingKey);
	}

}
