// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.time.Duration;
import java.util.Map;

/**
 * A span that has arrived.
 *
 * @param traceId the trace it is part of
 * @param id what tells it from the others of the trace
 * @param parentId the span it is part of, or empty
 * @param service the service that did it
 * @param name what was done
 * @param kind which side of a call it is
 * @param start when it began, in nanoseconds since 1970
 * @param end when it ended, in nanoseconds since 1970
 * @param attributes more about it
 */
public record Span(String traceId, String id, String parentId, String service, String name, Kind kind, long start,
		long end, Map<String, String> attributes) {

	/**
	 * Returns an attribute.
	 * @param name its name
	 * @return its value, or empty
	 */
	public String attribute(String name) {
		return this.attributes.getOrDefault(name, "");
	}

	/**
	 * Returns the address of the other side, by which the dashboard finds out which
	 * resource it is.
	 * @return host and port, or what the service calls the other side, or empty
	 * @see <a href=
	 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Dashboard/Otlp/Model/OtlpHelpers.cs">OtlpHelpers.cs</a>
	 */
	public String peer() {
		if (this.kind == Kind.SERVER || this.kind == Kind.INTERNAL) {
			return "";
		}
		if (this.attributes.containsKey("peer.service")) {
			return attribute("peer.service");
		}
		String host = attribute("server.address").replace("127.0.0.1", "localhost");
		String port = attribute("server.port");
		return port.isEmpty() ? host : host + ":" + port;
	}

	/**
	 * Returns how long it took.
	 * @return the time between its start and its end
	 */
	public Duration duration() {
		return Duration.ofNanos(this.end - this.start);
	}

	/**
	 * Which side of a call a span is, in the order of OTLP's numbers.
	 *
	 * @see <a href=
	 * "https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
	 */
	public enum Kind {

		/**
		 * No call.
		 */
		INTERNAL,

		/**
		 * What was called.
		 */
		SERVER,

		/**
		 * What calls.
		 */
		CLIENT,

		/**
		 * What sends a message.
		 */
		PRODUCER,

		/**
		 * What gets a message.
		 */
		CONSUMER;

		static Kind of(int number) {
			return (number >= 1 && number <= values().length) ? values()[number - 1] : INTERNAL;
		}

	}

}
