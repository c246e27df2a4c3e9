// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of health endpoints where Redis, PostgreSQL, Kafka and RabbitMQ accept
 * connections, and never answer.
 */
@Timeout(90)
@ExtendWith(OutputCaptureExtension.class)
class SilentServersIntegrationTests {

	@WebApplications
	void doNotKeepProbesWaiting(WebApplicationType type, CapturedOutput output) throws Exception {
		try (SilentServer server = SilentServer.start(); RunningApplication application = start(type, server.port())) {
			long start = System.nanoTime();
			CompletableFuture<HttpResponse<String>> health = application.getAsync("/health");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			assertThat(since(start)).as("/alive").isLessThan(Duration.ofSeconds(1));
			assertThat(health.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
			assertThat(since(start)).as("/health").isLessThan(Duration.ofSeconds(6));
			for (String name : new String[] { "db", "redis", "kafka", "rabbit" }) {
				assertThat(output).contains("Health of '" + name + "' is DOWN");
			}
			assertThat(server.connections).hasSizeGreaterThanOrEqualTo(4);
		}
	}

	private static RunningApplication start(WebApplicationType type, int port) {
		return RunningApplication.start(type, Application.class,
				AppHostVariables.none().connectionString("events", "127.0.0.1:" + port),
				"management.health.defaults.enabled=true", "aspire.kafka.connection-name=events",
				"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port, "spring.rabbitmq.host=127.0.0.1",
				"spring.rabbitmq.port=" + port, "test.port=" + port);
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		DataSource dataSource(@Value("${test.port}") int port) {
			PGSimpleDataSource dataSource = new PGSimpleDataSource();
			dataSource.setServerNames(new String[] { "127.0.0.1" });
			dataSource.setPortNumbers(new int[] { port });
			return dataSource;
		}

	}

	private record SilentServer(ServerSocket socket, Queue<Socket> connections) implements AutoCloseable {

		static SilentServer start() throws IOException {
			SilentServer server = new SilentServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
					new ConcurrentLinkedQueue<>());
			Thread thread = new Thread(server::accept, "silent-server");
			thread.setDaemon(true);
			thread.start();
			return server;
		}

		int port() {
			return this.socket.getLocalPort();
		}

		private void accept() {
			try {
				while (true) {
					this.connections.add(this.socket.accept());
				}
			}
			catch (IOException ex) {
				// Closed at the end of the test
			}
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
			for (Socket connection : this.connections) {
				connection.close();
			}
		}

	}

}
