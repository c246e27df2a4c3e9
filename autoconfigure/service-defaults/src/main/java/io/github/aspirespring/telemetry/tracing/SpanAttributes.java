// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that observations get for their spans only. They are of high cardinality, so
 * that metrics keep their tags.
 *
 * @see <a href= "https://opentelemetry.io/docs/specs/semconv/general/trace/">General
 * attributes of spans</a>
 */
public final class SpanAttributes {

	/**
	 * How an operation failed. A span that has it ends with an error.
	 * @see <a href=
	 * "https://opentelemetry.io/docs/specs/semconv/general/recording-errors/">Recording
	 * errors</a>
	 */
	public static final String ERROR_TYPE = "error.type";

	/**
	 * The host of a server, without its port. A span that has it has no
	 * {@code peer.service} unless the application itself says so: a name would hide the
	 * address.
	 */
	public static final String SERVER_ADDRESS = "server.address";

	/**
	 * The port of a server.
	 */
	public static final String SERVER_PORT = "server.port";

	private SpanAttributes() {
	}

	/**
	 * Adds an attribute unless the observation has one of that name, which the
	 * application may have chosen itself.
	 * @param context the context of the observation
	 * @param key the name of the attribute
	 * @param value the value, or {@code null} if it is not known
	 */
	public static void add(Observation.Context context, String key, @Nullable String value) {
		if (value != null && !has(context, key)) {
			context.addHighCardinalityKeyValue(KeyValue.of(key, value));
		}
	}

	/**
	 * Tells whether an observation has an attribute.
	 * @param context the context of the observation
	 * @param key the name of the attribute
	 * @return whether it has, of whichever cardinality
	 */
	public static boolean has(Observation.ContextView context, String key) {
		return context.getHighCardinalityKeyValue(key) != null || context.getLowCardinalityKeyValue(key) != null;
	}

}
