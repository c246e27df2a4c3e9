// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsConnectionDetails;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.Assert;

import io.github.aspirespring.telemetry.otlp.ExportReporter.Signal;
import io.github.aspirespring.telemetry.otlp.MetricsTransportProperties.Transport;

/**
 * Sends the metrics of Micrometer by gRPC or by HTTP. Spring Boot knows HTTP only, to
 * which an endpoint for gRPC has no answer. Failures are reported, not thrown: Micrometer
 * would log each of them with its stack trace.
 */
final class AspireOtlpMetricsSender implements OtlpMetricsSender, AutoCloseable {

	// What a client can count in milliseconds: OTEL_EXPORTER_OTLP_TIMEOUT=0 is for ever
	private static final Duration MAX_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

	private final Transport transport;

	private final OtlpMetricsProperties properties;

	private final @Nullable SslBundle ssl;

	private final ExportReporter reporter;

	private volatile Map<String, List<String>> headers = Map.of();

	private @Nullable MetricsClient client;

	private boolean closed;

	AspireOtlpMetricsSender(Transport transport, OtlpMetricsProperties properties,
			OtlpMetricsConnectionDetails connectionDetails, ExportReporter reporter) {
		MetricsClient.check(transport);
		this.transport = transport;
		this.properties = properties;
		this.ssl = connectionDetails.getSslBundle();
		this.reporter = reporter;
	}

	@Override
	public void send(Request request) throws InvalidProtocolBufferException {
		String address = request.getAddress();
		if (address == null) {
			return;
		}
		ByteString metrics = MetricsRequest.shape(request.getMetricsData());
		this.headers = headers(request);
		String endpoint = ExportFailure.origin(address);
		MetricsClient.Answer answer = send(address, request.getCompressionMode(), metrics);
		if (answer.failure() != null) {
			this.reporter.failed(Signal.METRICS, endpoint, 0, answer.failure());
			return;
		}
		this.reporter.delivered(Signal.METRICS);
		ExportMetricsPartialSuccess partial = partialSuccess(answer.message());
		if (partial.getRejectedDataPoints() > 0) {
			this.reporter.rejected(Signal.METRICS, endpoint, partial.getRejectedDataPoints(),
					partial.getErrorMessage());
		}
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.client != null) {
			this.client.close();
		}
	}

	private MetricsClient.Answer send(String address, CompressionMode compression, ByteString metrics) {
		try {
			return client(address, compression).send(metrics);
		}
		catch (IllegalArgumentException ex) {
			return new MetricsClient.Answer(ByteString.EMPTY,
					new ExportFailure("its address cannot be used", "Check OTEL_EXPORTER_OTLP_ENDPOINT."));
		}
	}

	private synchronized MetricsClient client(String address, CompressionMode compression) {
		if (this.client == null) {
			Assert.state(!this.closed, "Metrics are sent after the end of the application");
			URI uri = URI.create(address);
			// The path is that of HTTP: gRPC has its own
			URI endpoint = (this.transport == Transport.GRPC) ? uri.resolve("/") : uri;
			Duration connectTimeout = limit(this.properties.getConnectTimeout());
			Duration timeout = limit(limit(this.properties.getReadTimeout()).plus(connectTimeout));
			this.client = MetricsClient.create(this.transport, new SenderConfig(endpoint,
					compression == CompressionMode.GZIP, connectTimeout, timeout, this.ssl, () -> this.headers));
		}
		return this.client;
	}

	private static ExportMetricsPartialSuccess partialSuccess(ByteString answer) {
		try {
			return ExportMetricsServiceResponse.parseFrom(answer).getPartialSuccess();
		}
		catch (InvalidProtocolBufferException ex) {
			// Not every receiver answers in protobuf: such an answer rejects nothing
			return ExportMetricsPartialSuccess.getDefaultInstance();
		}
	}

	private static Duration limit(Duration timeout) {
		return (timeout.compareTo(MAX_TIMEOUT) < 0) ? timeout : MAX_TIMEOUT;
	}

	private static Map<String, List<String>> headers(Request request) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		request.getHeaders().forEach((name, value) -> headers.put(name, List.of(value)));
		return headers;
	}

}
