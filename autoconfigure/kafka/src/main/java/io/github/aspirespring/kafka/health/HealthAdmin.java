// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * The client that health checks of one connection share. It is created by the first check
 * and outlives a broker that is down, since each new one would write its whole
 * configuration to the log.
 */
final class HealthAdmin implements AutoCloseable {

	private static final int RECONNECT_BACKOFF = 1000;

	private static final int MAX_RECONNECT_BACKOFF = 10_000;

	// Nothing is left to do, and no time at all would mean to wait for ever
	private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

	private final Map<String, Object> configuration;

	private @Nullable CompletableFuture<Admin> admin;

	private boolean closed;

	/**
	 * Creates the holder of a client.
	 * @param name the name of the connection, by which brokers and logs know the client
	 * @param configuration the configuration of the admin client of the connection
	 * @param timeout how long a check may take
	 */
	HealthAdmin(String name, Map<String, Object> configuration, Duration timeout) {
		this.configuration = new HashMap<>(configuration);
		int milliseconds = Math.toIntExact(timeout.toMillis());
		this.configuration.put(AdminClientConfig.CLIENT_ID_CONFIG, name + "-health");
		this.configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, milliseconds);
		this.configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds);
		this.configuration.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, milliseconds);
		this.configuration.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, milliseconds);
		// A client without a broker looks for one all the time, with a warning for each
		// attempt
		this.configuration.putIfAbsent(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_BACKOFF);
		this.configuration.putIfAbsent(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF);
		// Else it looks its only broker up again for as long as that may not be tried,
		// and says so hundreds of times per second
		this.configuration.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
		this.configuration.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
	}

	/**
	 * Returns the client once it is there. Creating it looks host names up, which has no
	 * timeout of its own and so happens in another thread.
	 * @return the client, or why there is none. After a failure the next call tries again
	 * @throws IllegalStateException if this has been closed
	 */
	synchronized Future<Admin> get() {
		if (this.closed) {
			throw new IllegalStateException("The application is shutting down");
		}
		CompletableFuture<Admin> current = this.admin;
		if (current == null || current.isCompletedExceptionally()) {
			CompletableFuture<Admin> created = new CompletableFuture<>();
			Thread thread = new Thread(() -> create(created), "kafka-health");
			thread.setDaemon(true);
			thread.start();
			this.admin = created;
			return created;
		}
		return current;
	}

	/**
	 * Drops the client, so that the next call looks the brokers up from the beginning.
	 */
	synchronized void renew() {
		closeClient();
		this.admin = null;
	}

	/**
	 * Closes the client without waiting for anything that it still does.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		closeClient();
	}

	private void closeClient() {
		Admin client = (this.admin != null && !this.admin.isCompletedExceptionally()) ? this.admin.getNow(null) : null;
		if (client != null) {
			client.close(CLOSE_TIMEOUT);
		}
	}

	private void create(CompletableFuture<Admin> created) {
		try {
			complete(created, Admin.create(this.configuration));
		}
		catch (RuntimeException | LinkageError ex) {
			created.completeExceptionally(ex);
		}
	}

	private synchronized void complete(CompletableFuture<Admin> created, Admin client) {
		created.complete(client);
		if (this.closed || this.admin != created) {
			client.close(CLOSE_TIMEOUT);
		}
	}

}
