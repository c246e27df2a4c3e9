// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.kafka.support.converter.ByteArrayJacksonJsonMessageConverter;
import org.springframework.kafka.support.converter.ConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for reading a {@link ProductEvent}.
 */
class ProductEventTests {

	private final ByteArrayJacksonJsonMessageConverter converter = new ProductEventConfiguration()
		.productEventConverter(JsonMapper.shared());

	@Test
	void eventIsReadWhateverElseTheMessageSays() {
		assertThat(read("""
				{"id": "0b9a6e0c-5d6f-4a55-8f0e-1c7f6f0f0a01", "type": "CHANGED", "productId": 7,
				"sku": "LAMP-1", "name": "Lamp", "price": 49.90}"""))
			.isEqualTo(new ProductEvent(UUID.fromString("0b9a6e0c-5d6f-4a55-8f0e-1c7f6f0f0a01"),
					ProductEvent.Type.CHANGED, 7, new BigDecimal("49.90")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no json", "[]", "{}", """
			{"type": "CHANGED", "productId": 7, "price": 1}""", """
			{"id": "0b9a6e0c-5d6f-4a55-8f0e-1c7f6f0f0a01", "productId": 7, "price": 1}""", """
			{"id": "0b9a6e0c-5d6f-4a55-8f0e-1c7f6f0f0a01", "type": "PAINTED", "productId": 7, "price": 1}""", """
			{"id": "0b9a6e0c-5d6f-4a55-8f0e-1c7f6f0f0a01", "type": "CHANGED", "price": 1}""", """
			{"id": "0b9a6e0c-5d6f-4a55-8f0e-1c7f6f0f0a01", "type": "CHANGED", "productId": 7}""" })
	void whatIsNoEventCannotBeConverted(String value) {
		assertThatExceptionOfType(ConversionException.class).isThrownBy(() -> read(value));
	}

	private Object read(String value) {
		return this.converter
			.toMessage(new ConsumerRecord<>("product-events", 0, 0, "7", value.getBytes(StandardCharsets.UTF_8)), null,
					null, ProductEvent.class)
			.getPayload();
	}

}
