// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.aspirespring.examples.apphost.telemetry.Span.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TelemetryReceiver}.
 */
class TelemetryReceiverTests {

	private static final String KEY = "Kp4wRt7yUi2oAs5dFg8hJk";

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final Resource CATALOG = Resource.newBuilder()
		.addAttributes(attribute("service.name", "catalog"))
		.addAttributes(attribute("service.instance.id", "abcdefgh"))
		.build();

	private final TelemetryReceiver receiver = TelemetryReceiver.start(KEY);

	@AfterEach
	void stop() {
		this.receiver.close();
	}

	@Test
	void everyProtocolHasAnEndpointOfItsOwn() {
		assertThat(this.receiver.endpoint(OtlpProtocol.GRPC).url())
			.isNotEqualTo(this.receiver.endpoint(OtlpProtocol.HTTP).url());
		assertThat(this.receiver.endpoint(OtlpProtocol.GRPC).protocol()).isEqualTo(OtlpProtocol.GRPC);
		assertThat(this.receiver.endpoint(OtlpProtocol.HTTP).toString()).doesNotContain(KEY);
		assertThat(this.receiver.address()).contains(this.receiver.endpoint(OtlpProtocol.GRPC).url(),
				this.receiver.endpoint(OtlpProtocol.HTTP).url());
	}

	@Test
	void whatHasArrivedIsCountedByInstance() throws Exception {
		send(KEY, "traces", spans());
		assertThat(this.receiver.instances())
			.containsExactly(new Instance("catalog", "abcdefgh", 1, 0, OptionalLong.of(0)));
		assertThat(this.receiver.instances()).noneMatch(Instance::isComplete);
		send(KEY, "logs", logs());
		send(KEY, "logs", logs());
		send(KEY, "metrics", gauge());
		send(KEY, "metrics", gauge());
		assertThat(this.receiver.instances())
			.containsExactly(new Instance("catalog", "abcdefgh", 1, 2, OptionalLong.of(1)))
			.allMatch(Instance::isComplete);
	}

	@Test
	void traceIsFoundByAServiceThatTookPart() throws Exception {
		send(KEY, "traces", spans());
		assertThat(this.receiver.traces("worker")).isEmpty();
		assertThat(this.receiver.traces("catalog")).containsExactly(TRACE);
		assertThat(this.receiver.trace(TRACE)).containsExactly(new Span(TRACE, "b7ad6b7169203332", "", "catalog", "GET",
				Kind.CLIENT, 1_000, 3_000, Map.of("server.address", "localhost")));
		assertThat(this.receiver.trace(TRACE).get(0).duration()).isEqualTo(Duration.ofNanos(2_000));
	}

	@Test
	void logIsFoundByItsTemplate() throws Exception {
		send(KEY, "logs", logs());
		assertThat(this.receiver.logs("catalog", "hello {}"))
			.containsExactly(new LogEntry("catalog", "example.Catalog", LogEntry.INFO, "hello world", TRACE));
		assertThat(this.receiver.logs("catalog", "hello world")).isEmpty();
		assertThat(this.receiver.logs("worker", "hello {}")).isEmpty();
	}

	@Test
	void whatTheDashboardWouldNotTakeIsRejected() throws Exception {
		assertThat(this.receiver.rejections()).isEmpty();
		send(KEY, "metrics", summary());
		assertThat(this.receiver.rejections()).singleElement().asString().startsWith("latency of catalog: ");
		send("another key", "metrics", gauge());
		assertThat(this.receiver.rejections()).last().isEqualTo("1 requests without the right key");
	}

	private void send(String key, String signal, Message message) throws IOException, InterruptedException {
		URI uri = URI.create(this.receiver.endpoint(OtlpProtocol.HTTP).url() + "/v1/" + signal);
		HttpRequest request = HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(10))
			.header("Content-Type", "application/x-protobuf")
			.header("x-otlp-api-key", key)
			.POST(BodyPublishers.ofByteArray(message.toByteArray()))
			.build();
		HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
	}

	private static Message spans() {
		io.opentelemetry.proto.trace.v1.Span span = io.opentelemetry.proto.trace.v1.Span.newBuilder()
			.setTraceId(bytes(TRACE))
			.setSpanId(bytes("b7ad6b7169203332"))
			.setName("GET")
			.setKind(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT)
			.setStartTimeUnixNano(1_000)
			.setEndTimeUnixNano(3_000)
			.addAttributes(attribute("server.address", "localhost"))
			.build();
		return ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder()
				.setResource(CATALOG)
				.addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
			.build();
	}

	private static Message logs() {
		LogRecord entry = LogRecord.newBuilder()
			.setTimeUnixNano(1_000)
			.setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
			.setBody(AnyValue.newBuilder().setStringValue("hello world"))
			.setTraceId(bytes(TRACE))
			.addAttributes(attribute("{OriginalFormat}", "hello {}"))
			.build();
		return ExportLogsServiceRequest.newBuilder()
			.addResourceLogs(ResourceLogs.newBuilder()
				.setResource(CATALOG)
				.addScopeLogs(ScopeLogs.newBuilder()
					.setScope(InstrumentationScope.newBuilder().setName("example.Catalog"))
					.addLogRecords(entry)))
			.build();
	}

	private static Message gauge() {
		return metric(Metric.newBuilder()
			.setName("threads")
			.setGauge(Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(1_000).setAsInt(1)))
			.build());
	}

	private static Message summary() {
		return metric(Metric.newBuilder()
			.setName("latency")
			.setSummary(Summary.newBuilder()
				.addDataPoints(SummaryDataPoint.newBuilder().setTimeUnixNano(1_000).setCount(1)))
			.build());
	}

	private static Message metric(Metric metric) {
		return ExportMetricsServiceRequest.newBuilder()
			.addResourceMetrics(ResourceMetrics.newBuilder()
				.setResource(CATALOG)
				.addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metric))))
			.build();
	}

	private static KeyValue attribute(String key, String value) {
		return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
	}

	private static ByteString bytes(String hex) {
		return ByteString.copyFrom(HexFormat.of().parseHex(hex));
	}

}
