// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.github.aspirespring.test.otlp.OtlpReceiver;
import io.github.aspirespring.test.otlp.ReceivedLog;
import io.github.aspirespring.test.otlp.ReceivedMetric;
import io.github.aspirespring.test.otlp.ReceivedSpan;

/**
 * The receiver of the test kit, which takes what the dashboard takes, and has no pages.
 */
final class TelemetryReceiver implements TelemetryStore {

	private static final String TEMPLATE = "{OriginalFormat}";

	private final OtlpReceiver receiver;

	private final String apiKey;

	private TelemetryReceiver(OtlpReceiver receiver, String apiKey) {
		this.receiver = receiver;
		this.apiKey = apiKey;
	}

	static TelemetryReceiver start(String apiKey) {
		return new TelemetryReceiver(OtlpReceiver.builder().apiKey(apiKey).start(), apiKey);
	}

	@Override
	public String type() {
		return "OTLP receiver";
	}

	@Override
	public String address() {
		return this.receiver.grpcEndpoint() + " (gRPC), " + this.receiver.httpEndpoint() + " (HTTP)";
	}

	@Override
	public OtlpEndpoint endpoint(OtlpProtocol protocol) {
		return switch (protocol) {
			case GRPC -> new OtlpEndpoint(this.receiver.grpcEndpoint(), protocol, this.apiKey);
			case HTTP -> new OtlpEndpoint(this.receiver.httpEndpoint(), protocol, this.apiKey);
		};
	}

	@Override
	public List<Instance> instances() {
		List<Sender> spans = this.receiver.spans()
			.stream()
			.map((span) -> Sender.of(span.resourceAttributes()))
			.toList();
		List<Sender> logs = this.receiver.logs().stream().map((log) -> Sender.of(log.resourceAttributes())).toList();
		List<ReceivedMetric> metrics = this.receiver.metrics();
		return Stream
			.of(spans.stream(), logs.stream(), metrics.stream().map((metric) -> Sender.of(metric.resourceAttributes())))
			.flatMap((senders) -> senders)
			.distinct()
			.sorted((first, second) -> first.service().compareTo(second.service()))
			.map((sender) -> new Instance(sender.service(), sender.instanceId(), count(spans, sender),
					count(logs, sender), OptionalLong.of(names(metrics, sender))))
			.toList();
	}

	@Override
	public List<String> traces(String service) {
		return this.receiver.spans()
			.stream()
			.filter((span) -> span.service().equals(service))
			.map(ReceivedSpan::traceId)
			.distinct()
			.toList();
	}

	@Override
	public List<Span> trace(String traceId) {
		return this.receiver.spans()
			.stream()
			.filter((span) -> span.traceId().equals(traceId))
			.map(TelemetryReceiver::span)
			.toList();
	}

	@Override
	public List<LogEntry> logs(String service, String template) {
		return this.receiver.logs()
			.stream()
			.filter((log) -> log.service().equals(service) && template.equals(log.attributes().get(TEMPLATE)))
			.map(TelemetryReceiver::log)
			.toList();
	}

	@Override
	public List<String> rejections() {
		Stream<String> items = this.receiver.rejections()
			.stream()
			.map((item) -> "%s of %s: %s".formatted(item.item(), item.service(), item.reason()));
		Stream<String> requests = (this.receiver.unauthenticated() > 0)
				? Stream.of(this.receiver.unauthenticated() + " requests without the right key") : Stream.empty();
		return Stream.concat(items, requests).toList();
	}

	@Override
	public void close() {
		this.receiver.close();
	}

	@Override
	public String toString() {
		return this.receiver.toString();
	}

	private static Span span(ReceivedSpan received) {
		return new Span(received.traceId(), received.spanId(), received.parentSpanId(), received.service(),
				received.span().getName(), Span.Kind.of(received.span().getKindValue()),
				received.span().getStartTimeUnixNano(), received.span().getEndTimeUnixNano(), received.attributes());
	}

	private static LogEntry log(ReceivedLog received) {
		return new LogEntry(received.service(), received.scope().getName(),
				received.logRecord().getSeverityNumberValue(), received.message(), received.traceId());
	}

	private static long count(Collection<Sender> senders, Sender sender) {
		return senders.stream().filter(sender::equals).count();
	}

	private static long names(List<ReceivedMetric> metrics, Sender sender) {
		return metrics.stream()
			.filter((metric) -> sender.equals(Sender.of(metric.resourceAttributes())))
			.map(ReceivedMetric::name)
			.distinct()
			.count();
	}

	private record Sender(String service, String instanceId) {

		static Sender of(Map<String, String> resource) {
			return new Sender(resource.getOrDefault("service.name", ""),
					resource.getOrDefault("service.instance.id", ""));
		}

	}

}
