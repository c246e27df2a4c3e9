// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.examples.apphost.model.KafkaBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaServer} with a real server.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KafkaServerIntegrationTests {

	private final Console console = new Console(System.out);

	private KafkaServer server;

	private KafkaBroker resource;

	@BeforeAll
	void start(@TempDir Path folder) {
		this.server = KafkaServer.start("events", new RunFolder(folder), this.console);
		this.resource = this.server.awaitReady();
	}

	@AfterAll
	void stop() {
		this.server.close();
		assertThat(LoopbackPort.isOpen(this.resource.port())).isFalse();
	}

	@Test
	void messageThatIsSentCanBeRead() throws Exception {
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(connection(), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>("greetings", "hello")).get(30, TimeUnit.SECONDS);
		}
		TopicPartition partition = new TopicPartition("greetings", 0);
		try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(connection(), new StringDeserializer(),
				new StringDeserializer())) {
			consumer.assign(List.of(partition));
			consumer.seekToBeginning(List.of(partition));
			assertThat(StreamSupport.stream(consumer.poll(Duration.ofSeconds(30)).spliterator(), false))
				.extracting((message) -> message.value())
				.containsExactly("hello");
		}
	}

	@Test
	void everyClientIsSentToTheAddressItCameBy() throws Exception {
		try (Admin admin = Admin.create(connection())) {
			assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS)).hasSize(1)
				.first()
				.satisfies((node) -> assertThat(node.host() + ":" + node.port())
					.isEqualTo(this.resource.connectionString()));
		}
	}

	@Test
	void serverSaysWhereItIs() {
		assertThat(this.server).hasToString("events (Kafka at localhost:%d)".formatted(this.resource.port()));
	}

	private Map<String, Object> connection() {
		return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, this.resource.connectionString());
	}

}
