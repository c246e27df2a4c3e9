// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.event;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.serializer.JacksonJsonSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KafkaProductEvents}.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class KafkaProductEventsTests {

	private static final ProductEvent EVENT = new ProductEvent(UUID.fromString("0b9a6e0c-5d6f-4a55-8f0e-1c7f6f0f0a01"),
			ProductEvent.Type.CHANGED, 7, "LAMP-1", "Lamp", new BigDecimal("49.90"));

	@Test
	void eventIsSentWithItsProductAsTheKey() {
		MockProducer<String, ProductEvent> producer = producer(true);
		publishWith(producer);
		assertThat(producer.history()).hasSize(1).first().satisfies((record) -> {
			assertThat(record.topic()).isEqualTo("product-events");
			assertThat(record.key()).isEqualTo("7");
			assertThat(record.value()).isEqualTo(EVENT);
		});
	}

	@Test
	void eventTheBrokerRefusesIsAnError() {
		MockProducer<String, ProductEvent> producer = producer(false);
		producer.sendException = new TimeoutException("no acknowledgement");
		assertThatExceptionOfType(EventNotPublishedException.class).isThrownBy(() -> publishWith(producer))
			.withRootCauseInstanceOf(TimeoutException.class)
			.satisfies((ex) -> {
				assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
				assertThat(ex.getBody().getDetail()).doesNotContain("acknowledgement");
			});
	}

	@Test
	void eventIsPlainJsonThatDoesNotNameItsClass() {
		String noTypeHeaders = "spring.kafka.producer.properties." + JacksonJsonSerializer.ADD_TYPE_INFO_HEADERS;
		assertThat(settings())
			.containsEntry("spring.kafka.producer.value-serializer", JacksonJsonSerializer.class.getName())
			.containsEntry(noTypeHeaders, false);
		ProducerRecord<String, ProductEvent> record = new ProducerRecord<>("product-events", EVENT);
		try (JacksonJsonSerializer<ProductEvent> serializer = new JacksonJsonSerializer<>()) {
			serializer.configure(Map.of(JacksonJsonSerializer.ADD_TYPE_INFO_HEADERS, settings().get(noTypeHeaders)),
					false);
			byte[] json = serializer.serialize(record.topic(), record.headers(), record.value());
			assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("""
					{"id":"0b9a6e0c-5d6f-4a55-8f0e-1c7f6f0f0a01","type":"CHANGED","productId":7,\
					"sku":"LAMP-1","name":"Lamp","price":49.90}""");
			assertThat(record.headers()).isEmpty();
		}
	}

	@Test
	void everyInSyncReplicaHasToAcknowledge() {
		assertThat(settings()).containsEntry("spring.kafka.producer.acks", "all");
	}

	private static void publishWith(MockProducer<String, ProductEvent> producer) {
		new KafkaProductEvents(new KafkaTemplate<>(() -> producer)).publish(EVENT);
	}

	private static MockProducer<String, ProductEvent> producer(boolean acknowledging) {
		return new MockProducer<>(acknowledging, null, new StringSerializer(), new JacksonJsonSerializer<>());
	}

	private static Properties settings() {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ClassPathResource("application.yml"));
		Properties settings = yaml.getObject();
		assertThat(settings).isNotNull();
		return settings;
	}

}
