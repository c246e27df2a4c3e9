// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.resilience.RejectedCallException;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class WebClientTimeoutTests {

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void givesUpAnAttemptThatIsNotAnswered(String connector, CapturedOutput output) throws Exception {
		CountDownLatch gone = new CountDownLatch(1);
		try (TestServer server = TestServer.start((request, out) -> {
			if (request.number() == 1) {
				awaitEnd(out, gone);
			}
			TestServer.answer(out, 200, "pen");
		})) {
			timeouts(connector, server, "300ms", "5s").run((context) -> {
				long start = System.nanoTime();
				assertThat(WebClients.get(context)).isEqualTo("pen");
				assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
				assertThat(gone.await(5, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
			});
		}
		assertThat(output).doesNotContain("onErrorDropped");
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void isNotHeldByAServerThatNeverAnswers(String connector) {
		assertEnds(connector, (request, out) -> Thread.sleep(20_000));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void isNotHeldByAServerThatDribblesHeaders(String connector) {
		assertEnds(connector,
				(request, out) -> WebClients.dribble(out, "HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(1000)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void isNotHeldByAServerThatDribblesTheBody(String connector) {
		assertEnds(connector, (request, out) -> {
			WebClients.write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n");
			WebClients.dribble(out, "x".repeat(1000));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void isNotHeldByTheBodyOfALostAttempt(String connector) {
		try (TestServer server = TestServer.start((request, out) -> {
			WebClients.write(out, "HTTP/1.1 503 Busy\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n");
			WebClients.dribble(out, "x".repeat(1000));
		})) {
			timeouts(connector, server, "1s", "1s").run((context) -> {
				long start = System.nanoTime();
				assertThatExceptionOfType(WebClientException.class).isThrownBy(() -> WebClients.get(context));
				assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
				assertThat(server.requests()).hasSizeGreaterThan(1);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void readsAStreamOfEventsForAsLongAsItLasts(String connector) {
		try (TestServer server = TestServer.start((request, out) -> {
			WebClients.write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 11\r\n\r\n");
			WebClients.dribble(out, "data: pen\n\n");
		})) {
			timeouts(connector, server, "800ms", "900ms").run((context) -> {
				Flux<String> events = WebClients.webClient(context).get().uri("/").retrieve().bodyToFlux(String.class);
				assertThat(events.collectList().block(WebClients.PATIENCE)).containsExactly("pen");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void givesEverythingBackWhenTheCallerCancels(String connector) {
		CountDownLatch gone = new CountDownLatch(1);
		try (TestServer server = TestServer.start((request, out) -> awaitEnd(out, gone))) {
			timeouts(connector, server, "10s", "10s").withBean(BulkheadRegistry.class, BulkheadRegistry::ofDefaults)
				.withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
				.withPropertyValues("aspire.http-client.resilience.concurrency-limit=1",
						"aspire.http-client.resilience.circuit-breaker.sampling-duration=20s")
				.run((context) -> {
					WebClient client = WebClients.webClient(context);
					BulkheadRegistry bulkheads = context.getBean(BulkheadRegistry.class);
					Disposable call = client.get().uri("/").retrieve().toBodilessEntity().subscribe();
					while (server.requests().isEmpty()) {
						Thread.onSpinWait();
					}
					assertThatExceptionOfType(WebClientRequestException.class).isThrownBy(() -> WebClients.get(client))
						.withCauseInstanceOf(RejectedCallException.class);
					call.dispose();
					assertThat(bulkheads.bulkhead("http-catalog").getMetrics().getAvailableConcurrentCalls())
						.isEqualTo(1);
					CircuitBreaker.Metrics metrics = context.getBean(CircuitBreakerRegistry.class)
						.circuitBreaker("http-catalog")
						.getMetrics();
					assertThat(metrics.getNumberOfBufferedCalls()).isZero();
					assertThat(gone.await(5, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
				});
		}
	}

	// Apache's client has no more than five connections to a server
	@Test
	void givesBackTheConnectionsOfLostAttempts() {
		try (TestServer server = TestServer.start((request, out) -> {
			boolean lost = request.number() % 3 != 0;
			TestServer.answer(out, lost ? 503 : 200, lost ? "x".repeat(500_000) : "pen");
		})) {
			timeouts("http-components", server, "5s", "5s").run((context) -> {
				WebClient client = WebClients.webClient(context);
				for (int i = 0; i < 10; i++) {
					assertThat(WebClients.get(client)).isEqualTo("pen");
				}
				assertThat(server.requests()).hasSize(30);
			});
		}
	}

	@Test
	void letsTheNextCallProbeWhenAProbeIsCancelled() {
		try (TestServer server = TestServer.start((request, out) -> {
			if (request.number() == 2) {
				Thread.sleep(20_000);
			}
			TestServer.answer(out, (request.number() == 1) ? 503 : 200, "pen");
		})) {
			timeouts("reactor", server, "5s", "5s")
				.withPropertyValues("aspire.http-client.resilience.retry.max-retries=0",
						"aspire.http-client.resilience.circuit-breaker.minimum-throughput=1",
						"aspire.http-client.resilience.circuit-breaker.break-duration=100ms")
				.run((context) -> {
					WebClient client = WebClients.webClient(context);
					assertThatExceptionOfType(WebClientException.class).isThrownBy(() -> WebClients.get(client));
					TimeUnit.MILLISECONDS.sleep(200);
					Disposable probe = client.get().uri("/").retrieve().toBodilessEntity().subscribe();
					while (server.requests().size() < 2) {
						Thread.onSpinWait();
					}
					probe.dispose();
					assertThat(WebClients.get(client)).isEqualTo("pen");
				});
		}
	}

	@Test
	void givesThePlaceBackWhenTheHeadersAreThere() {
		try (TestServer server = TestServer.start((request, out) -> {
			WebClients.write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 15\r\n\r\n");
			WebClients.dribble(out, "x".repeat(15));
		})) {
			timeouts("reactor", server, "5s", "5s").withBean(BulkheadRegistry.class, BulkheadRegistry::ofDefaults)
				.run((context) -> {
					BulkheadRegistry bulkheads = context.getBean(BulkheadRegistry.class);
					Integer free = WebClients.webClient(context).get().uri("/").exchangeToMono((response) -> {
						int places = bulkheads.bulkhead("http-catalog").getMetrics().getAvailableConcurrentCalls();
						return response.releaseBody().thenReturn(places);
					}).block(WebClients.PATIENCE);
					assertThat(free).isEqualTo(1000);
				});
		}
	}

	@Test
	void waitsForTheNextAttemptNoLongerThanTheCaller() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, 503, "", "Retry-After: 1"))) {
			timeouts("reactor", server, "5s", "5s").run((context) -> {
				Disposable call = WebClients.webClient(context)
					.get()
					.uri("/")
					.retrieve()
					.toBodilessEntity()
					.subscribe();
				while (server.requests().isEmpty()) {
					Thread.onSpinWait();
				}
				TimeUnit.MILLISECONDS.sleep(300);
				call.dispose();
				TimeUnit.MILLISECONDS.sleep(1200);
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	private static void assertEnds(String connector, TestServer.Behaviour behaviour) {
		try (TestServer server = TestServer.start(behaviour)) {
			timeouts(connector, server, "1s", "1s").run((context) -> {
				long start = System.nanoTime();
				assertThatExceptionOfType(WebClientException.class).isThrownBy(() -> WebClients.get(context))
					.withRootCauseInstanceOf(SocketTimeoutException.class)
					.withStackTraceContaining("aspire.http-client.resilience.total-timeout");
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
			});
		}
	}

	private static AspireContextRunner timeouts(String connector, TestServer server, String attempt, String total) {
		return WebClients.catalogAt(server.url())
			.withPropertyValues("spring.http.clients.reactive.connector=" + connector,
					"aspire.http-client.resilience.attempt-timeout=" + attempt,
					"aspire.http-client.resilience.total-timeout=" + total);
	}

	// A client that has gone is noticed by writing to it
	private static void awaitEnd(OutputStream out, CountDownLatch gone) throws InterruptedException {
		try {
			for (int i = 0; i < 100; i++) {
				out.write("HTTP/1.1 200 OK\r\nX-Slow: ".concat("x".repeat(100)).charAt(i));
				out.flush();
				Thread.sleep(50);
			}
		}
		catch (IOException ex) {
			gone.countDown();
		}
	}

}
