// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.github.aspirespring.examples.apphost.model.KafkaBroker;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * The topics of the product events, used behind the catalog's back.
 */
public final class ProductEventMessages {

	private static final String TOPIC = "product-events";

	private static final TopicPartition DEAD_EVENTS = new TopicPartition("product-events-dlt", 0);

	private static final Duration POLL = Duration.ofMillis(500);

	private static final long SEND_SECONDS = 10;

	private final KafkaBroker broker;

	/**
	 * Creates the access.
	 * @param broker the broker of the product events
	 */
	public ProductEventMessages(KafkaBroker broker) {
		this.broker = broker;
	}

	/**
	 * Sends a message to whoever listens.
	 * @param productId the key
	 * @param value the message
	 */
	public void send(long productId, String value) {
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(connection(), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>(TOPIC, Long.toString(productId), value))
				.get(SEND_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new LocalAppHostException("An event could not be sent to the worker.", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

	/**
	 * Reads the topic of dead events.
	 * @return what is there so far
	 */
	public List<String> dead() {
		try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(connection(), new StringDeserializer(),
				new StringDeserializer())) {
			consumer.assign(List.of(DEAD_EVENTS));
			consumer.seekToBeginning(List.of(DEAD_EVENTS));
			return StreamSupport.stream(consumer.poll(POLL).spliterator(), false)
				.map((message) -> message.value())
				.toList();
		}
	}

	private Map<String, Object> connection() {
		return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, this.broker.connectionString());
	}

}
