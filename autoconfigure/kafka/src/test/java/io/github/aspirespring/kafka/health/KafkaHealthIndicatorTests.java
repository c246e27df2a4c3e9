// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaHealthIndicator} without a broker.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class KafkaHealthIndicatorTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final Duration SLACK = Duration.ofMillis(1500);

	@Test
	void isDownInTimeIfTheBrokerNeverAnswers() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				KafkaHealthIndicator indicator = indicator("localhost:" + silent.getLocalPort(), Map.of())) {
			for (int i = 0; i < 3; i++) {
				assertDown(indicator, "No broker answered within 1000 ms");
			}
			assertClosesAtOnce(indicator);
		}
	}

	@Test
	void isDownInTimeIfThereIsNoBroker() throws IOException {
		try (KafkaHealthIndicator indicator = indicator("localhost:" + TestPorts.refusing(), Map.of())) {
			assertDown(indicator, "No broker answered within 1000 ms");
			assertClosesAtOnce(indicator);
		}
	}

	@Test
	void isDownIfTheHostIsUnknown() {
		try (KafkaHealthIndicator indicator = indicator("broker.invalid:9092", Map.of())) {
			assertDown(indicator, "");
			assertDown(indicator, "");
		}
	}

	@Test
	void isDownInTimeIfTheClientCannotBeCreatedInTime() {
		SlowReporter.release = new CountDownLatch(1);
		try (KafkaHealthIndicator indicator = indicator("localhost:1",
				Map.of("metric.reporters", SlowReporter.class.getName()))) {
			assertDown(indicator, "No broker answered within 1000 ms");
			assertDown(indicator, "No broker answered within 1000 ms");
			assertThat(threads("kafka-health")).isEqualTo(1);
			assertClosesAtOnce(indicator);
			SlowReporter.release.countDown();
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.until(() -> threads("kafka-health") + threads("kafka-admin-client-thread | test-health") == 0);
		}
		finally {
			SlowReporter.release.countDown();
		}
	}

	@Test
	void isDownWhenTheApplicationShutsDown() {
		KafkaHealthIndicator indicator = indicator("localhost:1", Map.of());
		indicator.close();
		assertDown(indicator, "shutting down");
	}

	@Test
	void writesFewLinesWhileThereIsNoBroker(CapturedOutput output) throws IOException {
		try (KafkaHealthIndicator indicator = indicator("localhost:" + TestPorts.refusing(), Map.of())) {
			for (int i = 0; i < 5; i++) {
				assertDown(indicator, "No broker answered within 1000 ms");
			}
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("clientId=test-health"))).isNotEmpty()
			.hasSizeLessThan(20);
		assertThat(output.getAll().lines().filter((line) -> line.contains("AdminClientConfig values"))).hasSize(1);
	}

	private static void assertDown(KafkaHealthIndicator indicator, String message) {
		long start = System.nanoTime();
		Health health = indicator.health();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("error")).asString().contains(message);
	}

	private static void assertClosesAtOnce(KafkaHealthIndicator indicator) {
		long start = System.nanoTime();
		indicator.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SLACK);
	}

	private static KafkaHealthIndicator indicator(String servers, Map<String, Object> more) {
		Map<String, Object> configuration = new HashMap<>(more);
		configuration.put("bootstrap.servers", servers);
		return new KafkaHealthIndicator("test", configuration, TIMEOUT);
	}

	private static long threads(String name) {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> thread.getName().equals(name)).count();
	}

	/**
	 * Keeps a client from being created until it is released, as a name server that does
	 * not answer would.
	 */
	public static final class SlowReporter implements MetricsReporter {

		static CountDownLatch release = new CountDownLatch(0);

		@Override
		public void configure(Map<String, ?> configuration) {
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void init(List<KafkaMetric> metrics) {
		}

		@Override
		public void metricChange(KafkaMetric metric) {
		}

		@Override
		public void metricRemoval(KafkaMetric metric) {
		}

		@Override
		public void close() {
		}

	}

}
