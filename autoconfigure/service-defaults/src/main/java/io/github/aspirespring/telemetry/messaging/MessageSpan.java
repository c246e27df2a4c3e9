// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.aspirespring.telemetry.tracing.SpanAttributes;

/**
 * The span of a message, which gets attributes that the application has not chosen
 * itself.
 *
 * @param context the observation
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/">Semantic
 * conventions for messaging</a>
 */
record MessageSpan(Observation.Context context) {

	MessageSpan add(String key, @Nullable String value) {
		SpanAttributes.add(this.context, key, StringUtils.hasText(value) ? value : null);
		return this;
	}

	/**
	 * Adds what is done. The dashboard reads the former name of the attribute.
	 * @param operation what the system calls it, such as {@code publish}
	 * @param type what OpenTelemetry calls it, such as {@code send}
	 */
	MessageSpan operation(String operation, String type) {
		return add("messaging.operation", operation).add("messaging.operation.name", operation)
			.add("messaging.operation.type", type);
	}

	MessageSpan server(@Nullable ServerAddress server) {
		return (server != null) ? add(SpanAttributes.SERVER_ADDRESS, server.host()).add(SpanAttributes.SERVER_PORT,
				String.valueOf(server.port())) : this;
	}

}
