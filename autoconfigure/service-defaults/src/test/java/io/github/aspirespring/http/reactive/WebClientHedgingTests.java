// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebClientHedgingTests {

	@Test
	void asksTheNextEndpointWhereThereIsNoAnswerForAWhile() {
		CountDownLatch gone = new CountDownLatch(1);
		try (TestServer slow = TestServer.start((request, out) -> {
			try {
				WebClients.dribble(out, "HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(100));
			}
			catch (IOException ex) {
				gone.countDown();
			}
		}); TestServer fast = WebClients.answering(200, "pen")) {
			// The second endpoint has the first turn
			hedging("100ms", fast.url(), slow.url()).run((context) -> {
				assertThat(WebClients.get(context)).isEqualTo("pen");
				assertThat(slow.requests()).hasSize(1);
				assertThat(fast.requests()).hasSize(1);
				assertThat(gone.await(5, TimeUnit.SECONDS)).as("the other attempt is given up").isTrue();
			});
		}
	}

	@Test
	void doesNotAskTwiceWhereThereIsAnAnswer() {
		try (TestServer server = WebClients.answering(200, "pen")) {
			hedging("10s", server.url()).run((context) -> {
				assertThat(WebClients.get(context)).isEqualTo("pen");
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void asksTheNextEndpointAtOnceWhenOneFails() {
		try (TestServer ill = WebClients.answering(503, ""); TestServer well = WebClients.answering(200, "pen")) {
			hedging("10s", well.url(), ill.url()).run((context) -> {
				long start = System.nanoTime();
				assertThat(WebClients.get(context)).isEqualTo("pen");
				assertThat(ill.requests()).hasSize(1);
				assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
			});
		}
	}

	@Test
	void returnsTheLastResponseWhenAllFail() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, 503, "attempt " + request.number()))) {
			hedging("10s", server.url()).run((context) -> {
				assertThatExceptionOfType(WebClientResponseException.ServiceUnavailable.class)
					.isThrownBy(() -> WebClients.get(context))
					.satisfies((ex) -> assertThat(ex.getResponseBodyAsString()).isEqualTo("attempt 2"));
				assertThat(server.requests()).hasSize(2);
			});
		}
	}

	@Test
	void leavesOutMethodsThatAreNotIdempotent() {
		try (TestServer server = WebClients.answering(503, "")) {
			hedging("0s", server.url()).run((context) -> {
				assertThatExceptionOfType(WebClientResponseException.class)
					.isThrownBy(() -> WebClients.webClient(context)
						.post()
						.uri("/")
						.bodyValue("pen")
						.retrieve()
						.toBodilessEntity()
						.block(WebClients.PATIENCE));
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void endsWithTheTotalTimeout() {
		try (TestServer server = TestServer.start((request, out) -> Thread.sleep(20_000))) {
			hedging("100ms", server.url())
				.withPropertyValues("aspire.http-client.resilience.total-timeout=500ms",
						"aspire.http-client.resilience.attempt-timeout=500ms")
				.run((context) -> {
					long start = System.nanoTime();
					assertThatExceptionOfType(WebClientRequestException.class).isThrownBy(() -> WebClients.get(context))
						.withCauseInstanceOf(SocketTimeoutException.class);
					assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
				});
		}
	}

	@Test
	void hasACircuitBreakerForEachEndpoint() {
		try (TestServer one = WebClients.answering(200, ""); TestServer two = WebClients.answering(503, "")) {
			hedging("10s", one.url(), two.url()).run((context) -> {
				WebClients.get(context);
				CircuitBreakerRegistry registry = context.getBean(CircuitBreakerRegistry.class);
				assertThat(registry.circuitBreaker("http-catalog-localhost:" + one.port()).getMetrics())
					.satisfies((metrics) -> assertThat(metrics.getNumberOfSuccessfulCalls()).isEqualTo(1));
				assertThat(registry.circuitBreaker("http-catalog-localhost:" + two.port()).getMetrics())
					.satisfies((metrics) -> assertThat(metrics.getNumberOfFailedCalls()).isEqualTo(1));
			});
		}
	}

	@Test
	void passesOverAnEndpointWhoseCircuitIsOpen() {
		try (TestServer well = WebClients.answering(200, "pen"); TestServer ill = WebClients.answering(503, "")) {
			hedging("10s", well.url(), ill.url())
				.withPropertyValues("aspire.http-client.resilience.circuit-breaker.minimum-throughput=1",
						"aspire.http-client.resilience.circuit-breaker.break-duration=1m")
				.run((context) -> {
					WebClient client = WebClients.webClient(context);
					for (int i = 0; i < 5; i++) {
						assertThat(WebClients.get(client)).isEqualTo("pen");
					}
					assertThat(ill.requests()).hasSize(1);
				});
		}
	}

	@Test
	void givesUpAllAttemptsWhenTheCallerCancels() {
		CountDownLatch gone = new CountDownLatch(2);
		try (TestServer server = TestServer.start((request, out) -> {
			try {
				WebClients.dribble(out, "HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(100));
			}
			catch (IOException ex) {
				gone.countDown();
			}
		})) {
			hedging("50ms", server.url()).run((context) -> {
				Disposable call = WebClients.webClient(context)
					.get()
					.uri("/")
					.retrieve()
					.toBodilessEntity()
					.subscribe();
				while (server.requests().size() < 2) {
					Thread.onSpinWait();
				}
				call.dispose();
				assertThat(gone.await(5, TimeUnit.SECONDS)).as("both connections are closed").isTrue();
			});
		}
	}

	private static AspireContextRunner hedging(String delay, String... urls) {
		return WebClients.catalogAt(urls)
			.withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
			.withPropertyValues("aspire.http-client.clients.catalog.hedging.enabled=true",
					"aspire.http-client.clients.catalog.hedging.delay=" + delay);
	}

}
