// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Reads telemetry in the JSON of OTLP.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">JSON of
 * OTLP</a>
 */
final class OtlpJson {

	private OtlpJson() {
	}

	static List<Span> spans(JsonNode data) {
		return elements(data, "resourceSpans").flatMap((resource) -> {
			String service = service(resource);
			return elements(resource, "scopeSpans").flatMap((scope) -> elements(scope, "spans"))
				.map((span) -> span(service, span));
		}).toList();
	}

	static List<LogEntry> logs(JsonNode data) {
		return elements(data, "resourceLogs").flatMap((resource) -> {
			String service = service(resource);
			return elements(resource, "scopeLogs").flatMap((scope) -> elements(scope, "logRecords")
				.map((entry) -> log(service, scope.path("scope").path("name").asString(""), entry)));
		}).toList();
	}

	private static Span span(String service, JsonNode span) {
		return new Span(span.path("traceId").asString(""), span.path("spanId").asString(""),
				span.path("parentSpanId").asString(""), service, span.path("name").asString(""),
				Span.Kind.of(span.path("kind").asInt(0)), nanos(span, "startTimeUnixNano"),
				nanos(span, "endTimeUnixNano"), attributes(span));
	}

	private static LogEntry log(String service, String category, JsonNode entry) {
		return new LogEntry(service, category, entry.path("severityNumber").asInt(0),
				entry.path("body").path("stringValue").asString(""), entry.path("traceId").asString(""));
	}

	private static String service(JsonNode resource) {
		return attributes(resource.path("resource")).getOrDefault("service.name", "");
	}

	/**
	 * Numbers of 64 bits are texts.
	 */
	private static long nanos(JsonNode span, String field) {
		return Long.parseLong(span.path(field).asString("0"));
	}

	private static Map<String, String> attributes(JsonNode owner) {
		return elements(owner, "attributes").collect(Collectors.toMap((attribute) -> attribute.path("key").asString(""),
				(attribute) -> attribute.path("value")
					.valueStream()
					.map((value) -> value.asString(""))
					.findFirst()
					.orElse(""),
				(first, last) -> last));
	}

	private static Stream<JsonNode> elements(JsonNode owner, String field) {
		return owner.path(field).valueStream();
	}

}
