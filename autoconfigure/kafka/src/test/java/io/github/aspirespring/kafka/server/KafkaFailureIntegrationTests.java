// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.ObservationRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import io.github.aspirespring.kafka.server.KafkaApplication.Listener;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests what happens when the broker does not do what it should.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KafkaFailureIntegrationTests {

	private static final int MESSAGES = 12_000;

	@Test
	void startsWithoutBrokerAndWorksOnceItIsThere() {
		int port = TestPorts.free();
		KafkaApplication.runner()
			.withUserConfiguration(Listener.class)
			.withBean(ObservationRegistry.class, KafkaFailureIntegrationTests::observing)
			.withApplicationProperties("spring.kafka.producer.properties.max.block.ms=1000",
					"spring.kafka.admin.properties.reconnect.backoff.max.ms=1000")
			.withVariables(KafkaApplication.resource("events", port))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				KafkaApplication.assertTakes(0, 5,
						() -> assertThat(KafkaApplication.health(context).getStatus()).isEqualTo(Status.DOWN));
				// The first message waits for the identifier of the cluster for a moment
				KafkaApplication.assertTakes(1, 10, () -> assertNotSent(context));
				KafkaApplication.assertTakes(1, 3, () -> assertNotSent(context));
				try (KafkaServer server = KafkaServer.startAt(port, Map.of())) {
					awaitUp(context);
					KafkaApplication.sendAndReceive(context, "found");
					server.kill();
					KafkaApplication.assertTakes(0, 5,
							() -> assertThat(KafkaApplication.health(context).getStatus()).isEqualTo(Status.DOWN));
				}
			});
	}

	@Test
	void findsBrokersThatHaveMoved() {
		int port = TestPorts.free();
		int next = TestPorts.free();
		KafkaApplication.runner()
			.withVariables(
					AppHostVariables.none().connectionString("events", "localhost:" + port + ",localhost:" + next))
			.withApplicationProperties("spring.kafka.admin.properties.reconnect.backoff.max.ms=1000")
			.run((context) -> {
				try (KafkaServer server = KafkaServer.startAt(port, Map.of())) {
					assertThat(server.port()).isEqualTo(port);
					awaitUp(context);
				}
				assertThat(KafkaApplication.health(context).getStatus()).isEqualTo(Status.DOWN);
				try (KafkaServer server = KafkaServer.startAt(next, Map.of())) {
					assertThat(server.port()).isEqualTo(next);
					awaitUp(context);
				}
			});
	}

	@Test
	void losesNoAcknowledgedMessageWhenTheBrokerIsKilled() {
		try (KafkaServer server = KafkaServer.start()) {
			AspireContextRunner runner = KafkaApplication.runner()
				.withVariables(KafkaApplication.resource("events", server.port()))
				.withApplicationProperties("spring.kafka.producer.acks=all",
						"spring.kafka.producer.properties.max.block.ms=60000");
			runner.run((context) -> {
				Set<String> acknowledged = ConcurrentHashMap.newKeySet();
				AtomicInteger failed = new AtomicInteger();
				sendAndKill(context, server, acknowledged, failed);
				Map<String, Integer> consumed = consume(context, acknowledged);
				int duplicates = consumed.values().stream().mapToInt((times) -> times - 1).sum();
				System.out.println("Sent " + MESSAGES + ", acknowledged " + acknowledged.size() + ", failed " + failed
						+ ", consumed " + consumed.size() + ", duplicates " + duplicates);
				assertThat(acknowledged).hasSizeGreaterThan(10_000);
				assertThat(consumed.keySet()).containsAll(acknowledged);
			});
		}
	}

	private static void assertNotSent(AssertableApplicationContext context) {
		assertThatException().isThrownBy(() -> KafkaApplication.send(context, KafkaApplication.TOPIC, "lost"));
	}

	private static void awaitUp(AssertableApplicationContext context) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> KafkaApplication.health(context).getStatus().equals(Status.UP));
	}

	@SuppressWarnings("unchecked")
	private static void sendAndKill(AssertableApplicationContext context, KafkaServer server, Set<String> acknowledged,
			AtomicInteger failed) throws Exception {
		KafkaTemplate<String, String> template = context.getBean(KafkaTemplate.class);
		Thread killer = new Thread(() -> {
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > MESSAGES / 3);
			server.kill();
			server.restart();
		}, "killer");
		killer.start();
		List<CompletableFuture<?>> sent = new ArrayList<>();
		for (int i = 0; i < MESSAGES; i++) {
			String message = "message-" + i;
			sent.add(template.send(KafkaApplication.TOPIC, message).whenComplete((result, failure) -> {
				if (failure == null) {
					acknowledged.add(message);
				}
				else {
					failed.incrementAndGet();
				}
			}));
		}
		killer.join(Duration.ofSeconds(90).toMillis());
		assertThat(killer.isAlive()).isFalse();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> sent.stream().allMatch(CompletableFuture::isDone));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Integer> consume(AssertableApplicationContext context, Set<String> expected) {
		ConsumerFactory<String, String> factory = context.getBean(ConsumerFactory.class);
		Map<String, Integer> consumed = new HashMap<>();
		try (Consumer<String, String> consumer = factory.createConsumer()) {
			consumer.subscribe(List.of(KafkaApplication.TOPIC));
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
				for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(500))) {
					consumed.merge(message.value(), 1, Integer::sum);
				}
				return consumed.keySet().containsAll(expected);
			});
		}
		return consumed;
	}

	private static ObservationRegistry observing() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		return registry;
	}

}
