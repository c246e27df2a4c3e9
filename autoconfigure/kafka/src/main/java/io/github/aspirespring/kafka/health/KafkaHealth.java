// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.health;

import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/**
 * The health of several connections, which is closed with the context.
 *
 * @param indicators the indicators by the name of the connection
 */
record KafkaHealth(Map<String, KafkaHealthIndicator> indicators) implements CompositeHealthContributor, AutoCloseable {

	/**
	 * Returns the health of connections, that of a single one as such.
	 * @param indicators the indicators by the name of the connection, at least one
	 */
	static HealthContributor of(Map<String, KafkaHealthIndicator> indicators) {
		return (indicators.size() == 1) ? indicators.values().iterator().next() : new KafkaHealth(indicators);
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return this.indicators.get(name);
	}

	@Override
	public Stream<Entry> stream() {
		return CompositeHealthContributor.fromMap(this.indicators).stream();
	}

	@Override
	public void close() {
		this.indicators.values().forEach(KafkaHealthIndicator::close);
	}

}
