// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.health;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} that asks a broker about its cluster. It creates no topic and
 * sends no message.
 */
final class KafkaHealthIndicator extends AbstractHealthIndicator implements AutoCloseable {

	private final Duration timeout;

	private final HealthAdmin admin;

	private volatile boolean answered;

	/**
	 * Creates the indicator of a connection.
	 * @param name the name of the connection
	 * @param configuration the configuration of its admin client
	 * @param timeout how long a check may take, with everything that belongs to it
	 */
	KafkaHealthIndicator(String name, Map<String, Object> configuration, Duration timeout) {
		super("Kafka health check failed");
		this.timeout = timeout;
		this.admin = new HealthAdmin(name, configuration, timeout);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		boolean answered = this.answered;
		this.answered = false;
		try {
			describeCluster(builder);
			this.answered = true;
		}
		finally {
			// Brokers that have answered may have moved
			if (answered && !this.answered) {
				this.admin.renew();
			}
		}
	}

	private void describeCluster(Health.Builder builder) throws Exception {
		long end = System.nanoTime() + this.timeout.toNanos();
		DescribeClusterOptions options = new DescribeClusterOptions()
			.timeoutMs(Math.toIntExact(this.timeout.toMillis()));
		DescribeClusterResult cluster = await(this.admin.get(), end).describeCluster(options);
		String clusterId = await(cluster.clusterId(), end);
		int nodes = await(cluster.nodes(), end).size();
		builder.up().withDetail("clusterId", clusterId).withDetail("nodes", nodes);
	}

	@Override
	public void close() {
		this.admin.close();
	}

	private <T> T await(Future<T> future, long end) throws Exception {
		try {
			return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
				throw timeout();
			}
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		catch (TimeoutException ex) {
			throw timeout();
		}
	}

	private TimeoutException timeout() {
		return new TimeoutException("No broker answered within " + this.timeout.toMillis() + " ms");
	}

}
