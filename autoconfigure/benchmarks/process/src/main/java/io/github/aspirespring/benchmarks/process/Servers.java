// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import redis.embedded.RedisServer;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import io.github.aspirespring.test.TestPorts;
import io.github.aspirespring.test.otlp.OtlpReceiver;

/**
 * What the service needs: PostgreSQL, Redis and Kafka, somebody to call, and a receiver
 * of telemetry. RabbitMQ is not asked for anything, so there is none.
 */
final class Servers implements AutoCloseable {

	private final EmbeddedPostgres postgres = EmbeddedPostgres.start();

	private final int redisPort = TestPorts.free();

	private final RedisServer redis = RedisServer.builder().port(this.redisPort).build();

	private final EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 1);

	private final ExecutorService peerThreads = Executors.newFixedThreadPool(16);

	private final HttpServer peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final OtlpReceiver receiver = OtlpReceiver.start();

	private final boolean grpc;

	Servers(boolean grpc) throws IOException {
		this.grpc = grpc;
		this.redis.start();
		this.kafka.afterPropertiesSet();
		byte[] hello = "Hello".getBytes(StandardCharsets.UTF_8);
		this.peer.createContext("/hello", (exchange) -> {
			exchange.sendResponseHeaders(200, hello.length);
			try (OutputStream body = exchange.getResponseBody()) {
				body.write(hello);
			}
		});
		this.peer.setExecutor(this.peerThreads);
		this.peer.start();
	}

	/**
	 * Returns what connects the service without an AppHost.
	 */
	Map<String, String> properties() {
		return new HashMap<>(Map.of("SPRING_DATASOURCE_URL", this.postgres.getJdbcUrl("postgres", "postgres"),
				"SPRING_DATASOURCE_USERNAME", "postgres", "SPRING_DATA_REDIS_HOST", "localhost",
				"SPRING_DATA_REDIS_PORT", String.valueOf(this.redisPort), "SPRING_KAFKA_BOOTSTRAP_SERVERS",
				this.kafka.getBrokersAsString(), "SPRING_APPLICATION_NAME", "catalog", "BENCHMARK_PEER",
				"http://localhost:" + this.peer.getAddress().getPort() + "/hello"));
	}

	/**
	 * Returns what an AppHost injects for the same.
	 */
	Map<String, String> injected() {
		String redis = "localhost:" + this.redisPort;
		return new HashMap<>(Map.of("ConnectionStrings__catalog-db",
				"Host=localhost;Port=" + this.postgres.getPort() + ";Username=postgres;Database=postgres",
				"ConnectionStrings__cache", redis, "CACHE_URI", "redis://" + redis, "ConnectionStrings__views", redis,
				"VIEWS_URI", "redis://" + redis, "ConnectionStrings__messaging",
				"amqp://guest:guest@localhost:" + TestPorts.refusing(), "ConnectionStrings__events",
				this.kafka.getBrokersAsString(), "services__peer__http__0",
				"http://localhost:" + this.peer.getAddress().getPort(), "BENCHMARK_PEER", "https+http://peer/hello"));
	}

	/**
	 * Returns what an AppHost injects for telemetry in development.
	 */
	Map<String, String> telemetry() {
		String endpoint = this.grpc ? this.receiver.grpcEndpoint() : this.receiver.httpEndpoint();
		return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL",
				this.grpc ? "grpc" : "http/protobuf", "OTEL_SERVICE_NAME", "catalog", "OTEL_RESOURCE_ATTRIBUTES",
				"service.instance.id=abcdefgh", "OTEL_BLRP_SCHEDULE_DELAY", "1000", "OTEL_BSP_SCHEDULE_DELAY", "1000",
				"OTEL_METRIC_EXPORT_INTERVAL", "1000", "OTEL_TRACES_SAMPLER", "always_on",
				"OTEL_METRICS_EXEMPLAR_FILTER", "trace_based");
	}

	/**
	 * Forgets what has been received.
	 */
	void clear() {
		this.receiver.clear();
	}

	@Override
	public void close() throws IOException {
		this.receiver.close();
		this.peer.stop(0);
		this.peerThreads.shutdownNow();
		this.kafka.destroy();
		this.redis.stop();
		this.postgres.close();
	}

}
