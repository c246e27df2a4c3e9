// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HedgingTests {

	@Test
	void asksTheNextEndpointWhereThereIsNoAnswerForAWhile() {
		CountDownLatch gone = new CountDownLatch(1);
		try (TestServer slow = TestServer.start((request, out) -> awaitEnd(out, gone));
				TestServer fast = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			// The second endpoint has the first turn
			hedging("100ms", fast.url(), slow.url()).run((context) -> {
				assertThat(HttpClients.restClient(context).get().uri("/").retrieve().body(String.class))
					.isEqualTo("pen");
				assertThat(slow.requests()).hasSize(1);
				assertThat(fast.requests()).hasSize(1);
				assertThat(gone.await(5, TimeUnit.SECONDS)).as("the other attempt is given up").isTrue();
			});
		}
	}

	@Test
	void doesNotAskTwiceWhereThereIsAnAnswer() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			hedging("10s", server.url()).run((context) -> {
				HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity();
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void asksTheNextEndpointAtOnceWhenOneFails() {
		try (TestServer ill = TestServer.start((request, out) -> TestServer.answer(out, 503, ""));
				TestServer well = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			hedging("10s", well.url(), ill.url()).run((context) -> {
				long start = System.nanoTime();
				assertThat(HttpClients.restClient(context).get().uri("/").retrieve().body(String.class))
					.isEqualTo("pen");
				assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
			});
		}
	}

	@Test
	void returnsTheLastResponseWhenAllFail() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 503, ""))) {
			hedging("10s", server.url()).run((context) -> {
				assertThatExceptionOfType(HttpServerErrorException.class)
					.isThrownBy(() -> HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity())
					.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
				assertThat(server.requests()).hasSize(2);
			});
		}
	}

	@Test
	void leavesOutMethodsThatAreNotIdempotent() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 503, ""))) {
			hedging("0s", server.url()).run((context) -> {
				assertThatExceptionOfType(HttpServerErrorException.class)
					.isThrownBy(() -> HttpClients.restClient(context)
						.post()
						.uri("/")
						.body("pen")
						.retrieve()
						.toBodilessEntity());
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
				.run((context) -> assertThatExceptionOfType(ResourceAccessException.class)
					.isThrownBy(() -> HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity())
					.withCauseInstanceOf(SocketTimeoutException.class));
		}
	}

	@Test
	void takesTheContextOfTheCallerAlong() {
		Queue<@Nullable String> seen = new ConcurrentLinkedQueue<>();
		ClientHttpRequestFactoryBuilderCustomizer<ClientHttpRequestFactoryBuilder<?>> spy = (builder) -> (settings) -> {
			ClientHttpRequestFactory delegate = builder.build(settings);
			return (uri, method) -> {
				seen.add(MDC.get("order") + " in " + Thread.currentThread().getName());
				return delegate.createRequest(uri, method);
			};
		};
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			hedging("10s", server.url()).withBean("spy", ClientHttpRequestFactoryBuilderCustomizer.class, () -> spy)
				.run((context) -> {
					try (MDC.MDCCloseable order = MDC.putCloseable("order", "4711")) {
						HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity();
					}
					assertThat(seen).containsExactly("4711 in aspire-http-attempt");
				});
		}
	}

	@Test
	void hasACircuitBreakerForEachEndpoint() {
		try (TestServer one = TestServer.start((request, out) -> TestServer.answer(out, 200, ""));
				TestServer two = TestServer.start((request, out) -> TestServer.answer(out, 503, ""))) {
			hedging("10s", one.url(), two.url()).run((context) -> {
				HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity();
				CircuitBreakerRegistry registry = context.getBean(CircuitBreakerRegistry.class);
				assertThat(registry.circuitBreaker("http-catalog-localhost:" + one.port()).getMetrics())
					.satisfies((metrics) -> assertThat(metrics.getNumberOfSuccessfulCalls()).isEqualTo(1));
				assertThat(registry.circuitBreaker("http-catalog-localhost:" + two.port()).getMetrics())
					.satisfies((metrics) -> assertThat(metrics.getNumberOfFailedCalls()).isEqualTo(1));
			});
		}
	}

	private static AspireContextRunner hedging(String delay, String... urls) {
		return HttpClients.catalogAt(urls)
			.withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
			.withPropertyValues("aspire.http-client.clients.catalog.hedging.enabled=true",
					"aspire.http-client.clients.catalog.hedging.delay=" + delay);
	}

	// A client that has gone is noticed by writing to it
	private static void awaitEnd(OutputStream out, CountDownLatch gone) throws InterruptedException {
		try {
			out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.ISO_8859_1));
			for (int i = 0; i < 100; i++) {
				out.write('x');
				out.flush();
				Thread.sleep(50);
			}
		}
		catch (IOException ex) {
			gone.countDown();
		}
	}

}
