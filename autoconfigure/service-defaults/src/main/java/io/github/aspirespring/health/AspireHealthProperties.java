// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties for the health endpoints on the port of the application.
 *
 * @param enabled Whether there are health endpoints on the port of the application.
 * @param path Path of the endpoint that asks all health contributors. Empty for none.
 * @param livenessPath Path of the endpoint that tells whether the application has to be
 * restarted. Empty for none.
 * @param livenessContributors Names of the health contributors that count for liveness,
 * besides the liveness state of the application.
 * @param timeout Time that a health contributor has to answer, before it counts as down.
 * @param timeouts Time that single health contributors have to answer, by name. Those of
 * a composite are called by its name, a slash and their own name.
 * @param cacheTimeToLive Time for which an answer is given again without asking the
 * health contributors.
 */
@ConfigurationProperties("aspire.health")
record AspireHealthProperties(@DefaultValue("true") boolean enabled, @DefaultValue("/health") String path,
		@DefaultValue("/alive") String livenessPath, @DefaultValue Set<String> livenessContributors,
		@DefaultValue("5s") Duration timeout, @DefaultValue Map<String, Duration> timeouts,
		@DefaultValue("1s") Duration cacheTimeToLive) {

	/**
	 * Returns the time that a contributor has: its own, that of the composite it belongs
	 * to, or that of all.
	 */
	Duration timeoutOf(String contributor) {
		String name = contributor;
		while (!this.timeouts.containsKey(name)) {
			int end = name.lastIndexOf('/');
			if (end == -1) {
				return this.timeout;
			}
			name = name.substring(0, end);
		}
		return this.timeouts.get(name);
	}

	void validate() {
		requirePath("path", this.path);
		requirePath("liveness-path", this.livenessPath);
		require(this.path.isEmpty() || !this.path.equals(this.livenessPath), "liveness-path", this.livenessPath,
				"It is the path of the other endpoint.");
		requirePositive("timeout", this.timeout);
		this.timeouts.forEach((name, value) -> requirePositive("timeouts." + name, value));
		require(!this.cacheTimeToLive.isNegative(), "cache-time-to-live", this.cacheTimeToLive,
				"It must not be negative.");
	}

	private static void requirePath(String property, String path) {
		require(path.isEmpty() || path.matches("(/[\\w.~-]+)+"), property, path,
				"It must be a path such as '/health', without patterns, or empty.");
	}

	private static void requirePositive(String property, Duration value) {
		require(!value.isNegative() && !value.isZero(), property, value, "It must be positive.");
	}

	private static void require(boolean condition, String property, Object value, String reason) {
		if (!condition) {
			throw new InvalidConfigurationPropertyValueException("aspire.health." + property, value, reason);
		}
	}

}
