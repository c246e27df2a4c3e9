// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.util.HexFormat;
import java.util.Map;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;

/**
 * A log record that has been received.
 *
 * @param resource who sent it
 * @param scope the logger
 * @param logRecord the record as it was sent
 */
public record ReceivedLog(Resource resource, InstrumentationScope scope, LogRecord logRecord) {

	/**
	 * Returns the name of the service.
	 * @return the {@code service.name} of the resource
	 */
	public String service() {
		return Attributes.service(this.resource);
	}

	/**
	 * Returns the message.
	 * @return the body as text
	 */
	public String message() {
		return Attributes.text(this.logRecord.getBody());
	}

	/**
	 * Returns the attributes of the record.
	 * @return texts by name
	 */
	public Map<String, String> attributes() {
		return Attributes.of(this.logRecord.getAttributesList());
	}

	/**
	 * Returns the attributes of the resource.
	 * @return texts by name
	 */
	public Map<String, String> resourceAttributes() {
		return Attributes.of(this.resource.getAttributesList());
	}

	/**
	 * Returns the id of the trace in which the record was written.
	 * @return 32 hexadecimal digits, or an empty text outside of traces
	 */
	public String traceId() {
		return HexFormat.of().formatHex(this.logRecord.getTraceId().toByteArray());
	}

	/**
	 * Returns the id of the span in which the record was written.
	 * @return 16 hexadecimal digits, or an empty text outside of traces
	 */
	public String spanId() {
		return HexFormat.of().formatHex(this.logRecord.getSpanId().toByteArray());
	}

}
