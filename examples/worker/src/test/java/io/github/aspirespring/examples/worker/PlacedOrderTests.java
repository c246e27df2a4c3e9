// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.support.converter.JacksonJsonMessageConverter;
import org.springframework.amqp.support.converter.MessageConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for reading a {@link PlacedOrder}.
 */
class PlacedOrderTests {

	private final JacksonJsonMessageConverter converter = new OrderQueueConfiguration()
		.orderConverter(JsonMapper.shared());

	@Test
	void orderIsReadWhateverElseTheMessageSays() {
		assertThat(read("""
				{"id": "5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02", "productId": 7, "quantity": 3, "gift": true}"""))
			.isEqualTo(new PlacedOrder(UUID.fromString("5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02"), 7, 3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no json", "[]", "{}", """
			{"productId": 7, "quantity": 3}""", """
			{"id": "seven", "productId": 7, "quantity": 3}""", """
			{"id": "5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02", "quantity": 3}""", """
			{"id": "5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02", "productId": 7}""", """
			{"id": "5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02", "productId": 7, "quantity": 0}""" })
	void whatIsNoOrderCannotBeConverted(String body) {
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> read(body));
	}

	private Object read(String body) {
		MessageProperties properties = new MessageProperties();
		properties.setContentType(MessageProperties.CONTENT_TYPE_JSON);
		properties.setInferredArgumentType(PlacedOrder.class);
		return this.converter.fromMessage(new Message(body.getBytes(StandardCharsets.UTF_8), properties));
	}

}
