// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.connection.CorrelationData.Confirm;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RabbitOrderQueue}.
 */
class RabbitOrderQueueTests {

	private static final PlacedOrder ORDER = new PlacedOrder(UUID.fromString("5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02"), 7,
			3);

	@Test
	void confirmedOrderIsInTheQueueAsJson() {
		Broker broker = new Broker((correlation) -> correlation.getFuture().complete(new Confirm(true, null)));
		new RabbitOrderQueue(broker).send(ORDER);
		assertThat(broker.messages).extracting((message) -> new String(message.getBody(), StandardCharsets.UTF_8))
			.containsExactly("""
					{"id":"5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02","productId":7,"quantity":3}""");
		assertThat(broker.routingKeys).containsExactly("orders");
	}

	@Test
	void orderTheBrokerDoesNotTakeIsAnError() {
		assertThatOrderIsRefused((correlation) -> correlation.getFuture().complete(new Confirm(false, "disk full")),
				"did not take it");
	}

	@Test
	void orderTheBrokerHandsBackIsAnErrorThoughItWasConfirmed() {
		assertThatOrderIsRefused((correlation) -> {
			correlation.setReturned(
					new ReturnedMessage(new Message(new byte[0]), 312, "NO_ROUTE", "", OrderQueueConfiguration.QUEUE));
			correlation.getFuture().complete(new Confirm(true, null));
		}, "did not take it");
	}

	@Test
	void brokerThatIsAwayIsAnError() {
		assertThatOrderIsRefused((correlation) -> {
			throw new AmqpConnectException(new IllegalStateException("connection refused"));
		}, "could not be reached");
	}

	@Test
	void brokerThatSaysNothingIsAnError() {
		assertThatOrderIsRefused((correlation) -> {
		}, "did not confirm it in time");
	}

	private static void assertThatOrderIsRefused(Consumer<CorrelationData> answer, String reason) {
		assertThatExceptionOfType(OrderNotPlacedException.class)
			.isThrownBy(() -> new RabbitOrderQueue(new Broker(answer), Duration.ofMillis(50)).send(ORDER))
			.satisfies((ex) -> {
				assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
				assertThat(ex.getBody().getDetail()).contains(reason).doesNotContain("disk full", "refused");
			});
	}

	/**
	 * Answers as a broker would, without one.
	 */
	private static final class Broker extends RabbitTemplate {

		private final List<Message> messages = new ArrayList<>();

		private final List<@Nullable String> routingKeys = new ArrayList<>();

		private final Consumer<CorrelationData> answer;

		private Broker(Consumer<CorrelationData> answer) {
			this.answer = answer;
			setMessageConverter(new OrderQueueConfiguration().orderConverter(JsonMapper.shared()));
		}

		@Override
		public void send(@Nullable String exchange, @Nullable String routingKey, Message message,
				@Nullable CorrelationData correlation) {
			this.messages.add(message);
			this.routingKeys.add(routingKey);
			assertThat(correlation).isNotNull();
			this.answer.accept(correlation);
		}

	}

}
