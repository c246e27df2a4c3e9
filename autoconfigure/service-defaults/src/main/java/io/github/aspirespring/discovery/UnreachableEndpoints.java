// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * The endpoints that nobody could connect to lately. They come last for a while, so that
 * not every call finds out for itself that a server is gone.
 */
final class UnreachableEndpoints {

	static final Duration PUT_ASIDE = Duration.ofSeconds(5);

	private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog(UnreachableEndpoints.class);

	private final Map<HostAndPort, Long> failures = new ConcurrentHashMap<>();

	private final LongSupplier nanoTime;

	UnreachableEndpoints(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	boolean contains(ServiceEndpoint endpoint) {
		return !this.failures.isEmpty() && isWithin(PUT_ASIDE, this.failures.get(endpoint.address()));
	}

	void add(String service, ServiceEndpoint endpoint) {
		this.failures.values().removeIf((failure) -> !isWithin(SAY_AGAIN, failure));
		if (this.failures.put(endpoint.address(), this.nanoTime.getAsLong()) == null) {
			logger.info("Cannot connect to " + endpoint.address() + " of service '" + service
					+ "', so its other endpoints come first for a while");
		}
	}

	private boolean isWithin(Duration duration, @Nullable Long failure) {
		return failure != null && this.nanoTime.getAsLong() - failure < duration.toNanos();
	}

}
