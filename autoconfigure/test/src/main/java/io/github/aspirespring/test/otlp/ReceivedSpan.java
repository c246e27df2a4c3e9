// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.util.HexFormat;
import java.util.Map;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * A span that has been received.
 *
 * @param resource who sent it
 * @param scope what recorded it
 * @param span the span as it was sent
 */
public record ReceivedSpan(Resource resource, InstrumentationScope scope, Span span) {

	/**
	 * Returns the name of the service.
	 * @return the {@code service.name} of the resource
	 */
	public String service() {
		return Attributes.service(this.resource);
	}

	/**
	 * Returns the attributes of the span.
	 * @return texts by name
	 */
	public Map<String, String> attributes() {
		return Attributes.of(this.span.getAttributesList());
	}

	/**
	 * Returns the attributes of the resource.
	 * @return texts by name
	 */
	public Map<String, String> resourceAttributes() {
		return Attributes.of(this.resource.getAttributesList());
	}

	/**
	 * Returns the id of the trace.
	 * @return 32 hexadecimal digits
	 */
	public String traceId() {
		return HexFormat.of().formatHex(this.span.getTraceId().toByteArray());
	}

	/**
	 * Returns the id of the span.
	 * @return 16 hexadecimal digits
	 */
	public String spanId() {
		return HexFormat.of().formatHex(this.span.getSpanId().toByteArray());
	}

	/**
	 * Returns the id of the parent.
	 * @return 16 hexadecimal digits, or an empty text at the root of a trace
	 */
	public String parentSpanId() {
		return HexFormat.of().formatHex(this.span.getParentSpanId().toByteArray());
	}

}
