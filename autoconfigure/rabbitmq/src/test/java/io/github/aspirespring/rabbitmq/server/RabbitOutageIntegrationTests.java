// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests applications whose broker comes late, or goes.
 */
@ExtendWith(OutputCaptureExtension.class)
class RabbitOutageIntegrationTests {

	private static final int MESSAGES = 10_000;

	private static final int BATCH = 500;

	@Test
	void startsWithoutBrokerAndWorksOnceItIsThere(CapturedOutput output) {
		int port = TestPorts.free();
		RabbitApplication.runner()
			.withUserConfiguration(Listening.class)
			.withVariables(RabbitApplication.resource("queue", "localhost", port, AmqpBroker.PASSWORD))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				CompletableFuture<Void> sent = CompletableFuture
					.runAsync(() -> context.getBean(RabbitTemplate.class).convertAndSend("outage", 1));
				await(() -> output.getAll().contains("Trying again to connect to RabbitMQ at localhost:" + port));
				assertThat(RabbitApplication.health(context).getStatus()).isEqualTo(Status.DOWN);
				try (AmqpBroker broker = AmqpBroker.startAt(port)) {
					assertThat(broker.port()).isEqualTo(port);
					sent.get(60, TimeUnit.SECONDS);
					await(() -> context.getBean(Listening.class).received.containsKey(1));
					assertThat(RabbitApplication.health(context).getStatus()).isEqualTo(Status.UP);
				}
				await(() -> RabbitApplication.health(context).getStatus().equals(Status.DOWN));
			});
	}

	@Test
	void stopsAtOnceWhileItTriesAgain(CapturedOutput output) {
		long[] start = new long[1];
		CompletableFuture<?>[] sent = new CompletableFuture<?>[1];
		RabbitApplication.runner()
			.withUserConfiguration(Listening.class)
			.withVariables(RabbitApplication.resource("queue", "localhost", TestPorts.refusing(), "pw"))
			.run((context) -> {
				sent[0] = CompletableFuture
					.runAsync(() -> context.getBean(RabbitTemplate.class).convertAndSend("outage", 1));
				Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> output.getAll().contains("Trying again"));
				start[0] = System.nanoTime();
			});
		assertThat(Duration.ofNanos(System.nanoTime() - start[0])).isLessThan(Duration.ofSeconds(10));
		assertThat(sent[0]).failsWithin(Duration.ofSeconds(10));
	}

	// Kills the broker when there are messages that it has confirmed and nobody received,
	// messages on their way to the listener, and messages on their way to the broker
	@Test
	void losesNoConfirmedMessageWhenTheBrokerIsKilled() {
		assumeTrue(RabbitServer.isInstalled(), "Qpid in this JVM cannot be killed, and keeps messages in memory");
		try (RabbitServer server = RabbitServer.startAt(TestPorts.free())) {
			RabbitApplication.runner()
				.withUserConfiguration(Listening.class)
				.withApplicationProperties("spring.rabbitmq.publisher-confirm-type=correlated",
						"spring.rabbitmq.listener.simple.auto-startup=false",
						"spring.rabbitmq.listener.simple.prefetch=100")
				.withVariables(RabbitApplication.resource("queue", server, server.port()))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					Map<Integer, AtomicInteger> received = context.getBean(Listening.class).received;
					Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
					CompletableFuture<Void> restarted = CompletableFuture.runAsync(() -> {
						await(() -> confirmed.size() >= MESSAGES / 4);
						context.getBean(RabbitListenerEndpointRegistry.class).start();
						await(() -> received.size() >= BATCH);
						server.killAndRestart();
					});
					int sent = sendUntilConfirmed(context, confirmed);
					restarted.get(60, TimeUnit.SECONDS);
					waiting()
						.untilAsserted(() -> assertThat(confirmed).filteredOn((number) -> !received.containsKey(number))
							.as("confirmed and not received; active consumers: %d", consumers(context))
							.isEmpty());
					int deliveries = received.values().stream().mapToInt(AtomicInteger::get).sum();
					System.out.println("Killed RabbitMQ: " + MESSAGES + " messages confirmed and received, " + sent
							+ " sent, " + (deliveries - received.size()) + " received again");
					assertThat(confirmed).hasSize(MESSAGES);
				});
		}
	}

	private static int sendUntilConfirmed(ApplicationContext context, Set<Integer> confirmed) throws Exception {
		RabbitTemplate template = context.getBean(RabbitTemplate.class);
		Set<Integer> left = new HashSet<>(IntStream.range(0, MESSAGES).boxed().toList());
		int sent = 0;
		long deadline = System.nanoTime() + Duration.ofSeconds(100).toNanos();
		while (!left.isEmpty()) {
			assertThat(System.nanoTime()).as("time to send").isLessThan(deadline);
			Map<Integer, CorrelationData> batch = new LinkedHashMap<>();
			try {
				for (Integer number : new ArrayList<>(left).subList(0, Math.min(BATCH, left.size()))) {
					CorrelationData correlation = new CorrelationData();
					template.convertAndSend("", "outage", number, correlation);
					batch.put(number, correlation);
				}
			}
			catch (AmqpException ex) {
				// The broker is down, and what it did not confirm is sent again
				await(() -> RabbitApplication.health(context).getStatus().equals(Status.UP));
			}
			sent += batch.size();
			for (Map.Entry<Integer, CorrelationData> each : batch.entrySet()) {
				if (isConfirmed(each.getValue())) {
					confirmed.add(each.getKey());
				}
			}
			left.removeAll(confirmed);
		}
		return sent;
	}

	private static boolean isConfirmed(CorrelationData correlation) throws InterruptedException, ExecutionException {
		try {
			return correlation.getFuture().get(10, TimeUnit.SECONDS).ack();
		}
		catch (TimeoutException ex) {
			// The connection was lost, and with it the answer
			return false;
		}
	}

	private static int consumers(ApplicationContext context) {
		return context.getBean(RabbitListenerEndpointRegistry.class)
			.getListenerContainers()
			.stream()
			.mapToInt((container) -> ((SimpleMessageListenerContainer) container).getActiveConsumerCount())
			.sum();
	}

	private static void await(Callable<Boolean> condition) {
		waiting().until(condition);
	}

	private static ConditionFactory waiting() {
		// Threads of Spring AMQP fail as well when the broker is gone
		return Awaitility.await().dontCatchUncaughtExceptions().atMost(Duration.ofSeconds(60));
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final Map<Integer, AtomicInteger> received = new ConcurrentHashMap<>();

		@Bean
		Queue outageQueue() {
			return new Queue("outage");
		}

		@RabbitListener(queues = "outage")
		void receive(Integer number) {
			this.received.computeIfAbsent(number, (key) -> new AtomicInteger()).incrementAndGet();
		}

	}

}
