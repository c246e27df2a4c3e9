// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over HTTP with binary protobuf, in requests of at most 4 MiB, as the dashboard has
 * it.
 */
final class HttpPort implements AutoCloseable {

	private static final String PROTOBUF = "application/x-protobuf";

	private static final int MAX_BODY = 4 * 1024 * 1024;

	private final HttpServer server;

	private final ExecutorService executor;

	private final Admission admission;

	HttpPort(int port, @Nullable TlsFiles tls, Admission admission, Inbox inbox) throws IOException {
		this.admission = admission;
		this.server = server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), tls);
		this.executor = Executors.newFixedThreadPool(4, (task) -> {
			Thread thread = new Thread(task, "otlp-receiver-http");
			thread.setDaemon(true);
			return thread;
		});
		this.server.setExecutor(this.executor);
		handle("/v1/traces", (body) -> inbox.add(ExportTraceServiceRequest.parseFrom(body)));
		handle("/v1/metrics", (body) -> inbox.add(ExportMetricsServiceRequest.parseFrom(body)));
		handle("/v1/logs", (body) -> inbox.add(ExportLogsServiceRequest.parseFrom(body)));
		this.server.start();
	}

	String address() {
		return ((this.server instanceof HttpsServer) ? "https" : "http") + "://localhost:"
				+ this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private static HttpServer server(InetSocketAddress address, @Nullable TlsFiles tls) throws IOException {
		if (tls == null) {
			return HttpServer.create(address, 0);
		}
		HttpsConfigurator configurator = new HttpsConfigurator(tls.sslContext());
		HttpsServer server = HttpsServer.create(address, 0);
		server.setHttpsConfigurator(configurator);
		return server;
	}

	private void handle(String path, Service service) {
		this.server.createContext(path, (exchange) -> {
			try (exchange) {
				answer(exchange, service);
			}
		});
	}

	private void answer(HttpExchange exchange, Service service) throws IOException {
		byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
		if (!"POST".equals(exchange.getRequestMethod())) {
			refuse(exchange, 405, "Only POST");
		}
		else if (!this.admission.admits(exchange.getRequestHeaders().getFirst(Admission.HEADER))) {
			refuse(exchange, 401, "Missing or wrong " + Admission.HEADER);
		}
		else if (!PROTOBUF.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
			refuse(exchange, 415, "Only " + PROTOBUF);
		}
		else if (body.length > MAX_BODY) {
			refuse(exchange, 413, "More than " + MAX_BODY + " bytes");
		}
		else {
			accept(exchange, body, service);
		}
	}

	private void accept(HttpExchange exchange, byte[] body, Service service) throws IOException {
		try {
			byte[] answer = service.export(message(exchange, body)).toByteArray();
			exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
			exchange.sendResponseHeaders(200, (answer.length > 0) ? answer.length : -1);
			exchange.getResponseBody().write(answer);
		}
		catch (InvalidProtocolBufferException ex) {
			refuse(exchange, 400, "Not the message of this path: " + ex.getMessage());
		}
	}

	private static byte[] message(HttpExchange exchange, byte[] body) throws IOException {
		if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
			return body;
		}
		try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return content.readAllBytes();
		}
	}

	private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
		byte[] answer = reason.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "text/plain");
		exchange.sendResponseHeaders(status, answer.length);
		exchange.getResponseBody().write(answer);
	}

	@FunctionalInterface
	private interface Service {

		MessageLite export(byte[] body) throws InvalidProtocolBufferException;

	}

}
