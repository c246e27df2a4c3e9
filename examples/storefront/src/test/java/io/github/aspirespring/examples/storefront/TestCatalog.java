// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;

import io.github.aspirespring.examples.catalog.api.GetPriceRequest;
import io.github.aspirespring.examples.catalog.api.ListPricesRequest;
import io.github.aspirespring.examples.catalog.api.Price;
import io.github.aspirespring.examples.catalog.api.PricesGrpc;

/**
 * An instance of the catalog with a single product, a lamp with the identifier 1, and
 * without what the real one needs to run.
 */
final class TestCatalog implements AutoCloseable {

	private static final String LAMP = """
			{"id": 1, "sku": "LAMP-1", "name": "Lamp", "price": 49.90}""";

	private static final String ORDER = """
			{"id": "5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02", "productId": 1, "quantity": 2}""";

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final String name;

	private final HttpServer http;

	private final Server grpc;

	private final int httpPort;

	private final int grpcPort;

	private volatile boolean failing;

	TestCatalog(String name) {
		this.name = name;
		try {
			this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			this.http.createContext("/", this::answer);
			this.http.start();
			Metadata headers = new Metadata();
			headers.put(Metadata.Key.of("x-served-by", Metadata.ASCII_STRING_MARSHALLER), name);
			this.grpc = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
				.addService(ServerInterceptors.intercept(new TestPrices(),
						MetadataUtils.newAttachMetadataServerInterceptor(headers)))
				.build()
				.start();
			this.httpPort = this.http.getAddress().getPort();
			this.grpcPort = this.grpc.getPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Fails whatever it is asked for from now on.
	 */
	TestCatalog failing() {
		this.failing = true;
		return this;
	}

	String httpUrl() {
		return "http://localhost:" + this.httpPort;
	}

	String grpcUrl() {
		return "http://localhost:" + this.grpcPort;
	}

	/**
	 * Returns what it was asked for, as in "GET /products" or "gRPC".
	 */
	List<String> requests() {
		return this.requests;
	}

	/**
	 * Stops it. From now on, connections are refused.
	 */
	@Override
	public void close() {
		this.http.stop(0);
		this.grpc.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
		this.requests.add(request);
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		if (this.failing) {
			send(exchange, 503, "{}");
			return;
		}
		switch (request) {
			case "GET /products" -> send(exchange, 200, "[" + LAMP + "]");
			case "GET /products/1" -> send(exchange, 200, LAMP);
			case "POST /orders" -> order(exchange, body);
			default -> send(exchange, 404, """
					{"status": 404, "detail": "There is no such product.", "instance": "/products/7"}""");
		}
	}

	private void order(HttpExchange exchange, String body) throws IOException {
		if (body.equals("""
				{"productId":1,"quantity":2}""")) {
			send(exchange, 202, ORDER);
		}
		else {
			send(exchange, 400, """
					{"status": 400, "detail": "Invalid request content.", "errors": {"quantity": "too many"}}""");
		}
	}

	private void send(HttpExchange exchange, int status, String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders()
			.set("Content-Type", (status < 400) ? "application/json" : "application/problem+json");
		exchange.getResponseHeaders().set("X-Served-By", this.name);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private final class TestPrices extends PricesGrpc.PricesImplBase {

		private static final Price LAMP_PRICE = Price.newBuilder()
			.setProductId(1)
			.setSku("LAMP-1")
			.setAmount("49.90")
			.build();

		@Override
		public void getPrice(GetPriceRequest request, StreamObserver<Price> prices) {
			answer(prices);
		}

		@Override
		public void listPrices(ListPricesRequest request, StreamObserver<Price> prices) {
			answer(prices);
		}

		// As if it died in the middle of the answer
		private static void fail(StreamObserver<Price> prices) {
			prices.onNext(LAMP_PRICE);
			prices.onError(Status.UNAVAILABLE.asException());
		}

		private void answer(StreamObserver<Price> prices) {
			TestCatalog.this.requests.add("gRPC");
			if (TestCatalog.this.failing) {
				fail(prices);
				return;
			}
			prices.onNext(LAMP_PRICE);
			prices.onCompleted();
		}

	}

}
