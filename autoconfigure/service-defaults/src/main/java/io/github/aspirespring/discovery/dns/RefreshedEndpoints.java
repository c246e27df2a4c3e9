// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import javax.naming.NamingException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * The endpoints under one name, remembered and looked up again from time to time by one
 * of those who ask. While that fails, what is known stays, and every attempt comes later
 * than the one before.
 */
final class RefreshedEndpoints {

	private static final Log logger = LogFactory.getLog(RefreshedEndpoints.class);

	private static final Duration MIN_RETRY_PERIOD = Duration.ofSeconds(1);

	private static final Duration MAX_RETRY_PERIOD = Duration.ofSeconds(30);

	private static final int BACK_OFF_FACTOR = 2;

	// A virtual thread that waits for this lock does not pin its carrier
	private final ReentrantLock lock = new ReentrantLock();

	private final String name;

	private final SrvLookup lookup;

	private final Duration refreshPeriod;

	private final LongSupplier nanoTime;

	private volatile @Nullable List<ServiceEndpoint> endpoints;

	private volatile long expiry;

	private @Nullable NamingException failure;

	private Duration retryPeriod = MIN_RETRY_PERIOD;

	/**
	 * Creates endpoints that are not looked up yet.
	 * @param name the name of the SRV records
	 * @param lookup how they are looked up
	 * @param refreshPeriod how long the answer counts
	 * @param nanoTime the clock
	 */
	RefreshedEndpoints(String name, SrvLookup lookup, Duration refreshPeriod, LongSupplier nanoTime) {
		this.name = name;
		this.lookup = lookup;
		this.refreshPeriod = refreshPeriod;
		this.nanoTime = nanoTime;
		this.expiry = nanoTime.getAsLong();
	}

	/**
	 * Returns the endpoints. Waits for a lookup only where none has succeeded yet, or
	 * where it is this thread that looks them up again.
	 * @return the endpoints, possibly none
	 * @throws UncheckedIOException if no lookup has succeeded yet
	 */
	List<ServiceEndpoint> get() {
		List<ServiceEndpoint> known = this.endpoints;
		if (known == null) {
			this.lock.lock();
		}
		else if (isValid() || !this.lock.tryLock()) {
			return known;
		}
		try {
			// Another thread may have looked them up, with or without success
			return isValid() ? known() : lookUp();
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<ServiceEndpoint> lookUp() {
		try {
			List<ServiceEndpoint> found = this.lookup.endpoints(this.name);
			this.endpoints = found;
			this.retryPeriod = MIN_RETRY_PERIOD;
			expireAfter(this.refreshPeriod);
			return found;
		}
		catch (NamingException ex) {
			if (this.endpoints != null && this.retryPeriod.equals(MIN_RETRY_PERIOD)) {
				logger.warn("Keeping the endpoints that are known: " + message(ex));
			}
			this.failure = ex;
			expireAfter(this.retryPeriod);
			Duration next = this.retryPeriod.multipliedBy(BACK_OFF_FACTOR);
			this.retryPeriod = (next.compareTo(MAX_RETRY_PERIOD) < 0) ? next : MAX_RETRY_PERIOD;
			return known();
		}
	}

	private List<ServiceEndpoint> known() {
		List<ServiceEndpoint> known = this.endpoints;
		if (known == null) {
			throw new UncheckedIOException(new IOException(message(this.failure), this.failure));
		}
		return known;
	}

	private String message(@Nullable NamingException cause) {
		return "The DNS query for the SRV records of '" + this.name + "' has failed (" + reason(cause)
				+ "). The name follows from " + DnsSrvProperties.PREFIX + "query-suffix or domain-name, the name "
				+ "servers from " + DnsSrvProperties.PREFIX + "servers or the operating system";
	}

	private static @Nullable String reason(@Nullable NamingException cause) {
		if (cause == null) {
			return null;
		}
		return (cause.getRootCause() != null) ? cause.getRootCause().toString() : cause.getExplanation();
	}

	private boolean isValid() {
		return this.expiry - this.nanoTime.getAsLong() > 0;
	}

	private void expireAfter(Duration period) {
		this.expiry = this.nanoTime.getAsLong() + period.toNanos();
	}

}
