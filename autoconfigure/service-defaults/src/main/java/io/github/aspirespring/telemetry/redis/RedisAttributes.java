// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.redis;

import io.lettuce.core.tracing.LettuceObservationContext;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;

import io.github.aspirespring.telemetry.tracing.SpanAttributes;

/**
 * Adds to the spans of commands where they went to, in the words of OpenTelemetry. Keys
 * and values are not among it.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/db/redis/">Semantic
 * conventions for Redis</a>
 */
final class RedisAttributes implements ObservationFilter {

	private final RedisDatabases databases;

	RedisAttributes(RedisDatabases databases) {
		this.databases = databases;
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		return (context instanceof LettuceObservationContext redis)
				? redis.addHighCardinalityKeyValues(attributes(redis)) : context;
	}

	private KeyValues attributes(LettuceObservationContext context) {
		KeyValues attributes = KeyValues.of("db.system", "redis", "db.system.name", "redis", "db.operation.name",
				context.getRequiredCommand().getType().toString());
		KeyValue error = context.getHighCardinalityKeyValue("lettuce.command.error");
		if (error != null) {
			// Such as WRONGTYPE. Lettuce sees no failure in it
			attributes = attributes.and(SpanAttributes.ERROR_TYPE, error.getValue().split(" ", 2)[0]);
		}
		// What Lettuce calls it, because its endpoint does not tell
		KeyValue host = context.getLowCardinalityKeyValue("net.sock.peer.addr");
		KeyValue port = context.getLowCardinalityKeyValue("net.sock.peer.port");
		if (host == null || port == null) {
			return attributes;
		}
		attributes = attributes.and(SpanAttributes.SERVER_ADDRESS, host.getValue(), SpanAttributes.SERVER_PORT,
				port.getValue());
		String database = this.databases.at(host.getValue(), port.getValue());
		return (database != null) ? attributes.and("db.namespace", database) : attributes;
	}

}
