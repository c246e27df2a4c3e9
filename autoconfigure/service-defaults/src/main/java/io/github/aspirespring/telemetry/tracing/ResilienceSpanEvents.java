// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.util.Map;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;

import io.github.aspirespring.resilience.ResilienceEvents;

/**
 * Adds what resilience does with a call to the span of the caller.
 */
final class ResilienceSpanEvents implements ResilienceEvents {

	@Override
	public void record(String event, Map<String, Object> attributes) {
		Span span = Span.current();
		if (span.isRecording()) {
			AttributesBuilder builder = Attributes.builder();
			attributes.forEach((key, value) -> {
				if (value instanceof Number number) {
					builder.put(key, number.longValue());
				}
				else {
					builder.put(key, value.toString());
				}
			});
			span.addEvent(event, builder.build());
		}
	}

}
