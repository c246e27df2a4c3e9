// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.observe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Whether RabbitMQ answers, and in which version.
 * <p>
 * A connection factory lets its users connect one after the other, so that behind a
 * server that accepts connections and says nothing the wait has no bound. The question is
 * therefore asked in another thread, by a template that does not try again. While one
 * waits for an answer, no second one is asked.
 */
final class RabbitHealth implements HealthIndicator {

	static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final RabbitTemplate template;

	private final AsyncTaskExecutor executor;

	private @Nullable CompletableFuture<Object> version;

	RabbitHealth(ConnectionFactory connectionFactory) {
		this.template = new RabbitTemplate(connectionFactory);
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("rabbit-health-");
		threads.setDaemon(true);
		this.executor = threads;
	}

	@Override
	public Health health() {
		try {
			return Health.up().withDetail("version", version().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)).build();
		}
		catch (ExecutionException ex) {
			return Health.down((ex.getCause() != null) ? ex.getCause() : ex).build();
		}
		catch (TimeoutException ex) {
			return Health.down()
				.withDetail("error", "There is no answer within " + TIMEOUT.toSeconds() + " seconds")
				.build();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Health.down(ex).build();
		}
	}

	private synchronized CompletableFuture<Object> version() {
		if (this.version == null || this.version.isDone()) {
			this.version = this.executor
				.submitCompletable(() -> this.template.execute((channel) -> channel.getConnection()
					.getServerProperties()
					.getOrDefault("version", "unknown")
					.toString()));
		}
		return this.version;
	}

}
