// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.aspirespring.examples.apphost.telemetry.Span.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OtlpJson}, with answers as the dashboard gives them.
 */
class OtlpJsonTests {

	private static final String RESOURCE = """
			{"attributes": [{"key": "service.name", "value": {"stringValue": "catalog"}},
			  {"key": "service.instance.id", "value": {"stringValue": "abcdefgh"}}]}""";

	@Test
	void spanIsReadWithItsServiceAndItsAttributes() {
		assertThat(OtlpJson.spans(JsonMapper.shared().readTree("""
				{"resourceSpans": [{"resource": %s, "scopeSpans": [{"scope": {"name": "s"}, "spans": [
				  {"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203332",
				    "parentSpanId": "b7ad6b7169203331", "name": "GET", "kind": 3,
				    "startTimeUnixNano": "1700000000000000001", "endTimeUnixNano": "1700000000100000001",
				    "attributes": [{"key": "server.address", "value": {"stringValue": "localhost"}},
				      {"key": "server.port", "value": {"intValue": "6379"}}], "status": {"code": 2}}]}]}]}
				""".formatted(RESOURCE)))).containsExactly(new Span("0af7651916cd43dd8448eb211c80319c",
				"b7ad6b7169203332", "b7ad6b7169203331", "catalog", "GET", Kind.CLIENT, 1_700_000_000_000_000_001L,
				1_700_000_000_100_000_001L, Map.of("server.address", "localhost", "server.port", "6379")));
	}

	@Test
	void logRecordIsReadWithItsServiceAndItsLogger() {
		assertThat(OtlpJson.logs(JsonMapper.shared().readTree("""
				{"resourceLogs": [{"resource": %s, "scopeLogs": [{"scope": {"name": "example.Catalog"}, "logRecords": [
				  {"timeUnixNano": "1700000000000000000", "severityNumber": 9, "severityText": "Information",
				    "body": {"stringValue": "hello world"}, "traceId": "0af7651916cd43dd8448eb211c80319c",
				    "spanId": "b7ad6b7169203331"}]}]}]}
				""".formatted(RESOURCE)))).containsExactly(new LogEntry("catalog", "example.Catalog", LogEntry.INFO,
				"hello world", "0af7651916cd43dd8448eb211c80319c"));
	}

	@Test
	void nothingIsReadAsNothing() {
		assertThat(OtlpJson.spans(JsonMapper.shared().readTree("{\"resourceSpans\": []}"))).isEmpty();
		assertThat(OtlpJson.logs(JsonMapper.shared().readTree("{}"))).isEmpty();
	}

}
