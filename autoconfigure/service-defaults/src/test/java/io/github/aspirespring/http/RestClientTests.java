// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.util.DefaultUriBuilderFactory;

import io.github.aspirespring.discovery.UnresolvedServiceException;
import io.github.aspirespring.resilience.RejectedCallException;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RestClientTests {

	@Test
	void reachesServiceByItsName() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			HttpClients.catalogAt(server.url() + "/v2").run((context) -> {
				String body = HttpClients.restClient(context)
					.get()
					.uri("/products/{id}?x=1", 7)
					.retrieve()
					.body(String.class);
				assertThat(body).isEqualTo("pen");
				assertThat(server.requests().get(0).path()).isEqualTo("/v2/products/7?x=1");
			});
		}
	}

	@Test
	void reachesServiceThroughRestTemplate() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				String body = context.getBean(RestTemplateBuilder.class)
					.build()
					.getForObject("http://catalog/products/{id}", String.class, 7);
				assertThat(body).isEqualTo("pen");
			});
		}
	}

	@Test
	void tellsTheServerTheNameOfTheServiceIfAskedTo() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			HttpClients.catalogAt(server.url())
				.withPropertyValues("aspire.service-discovery.apply-host-name=true",
						"spring.http.clients.imperative.factory=http-components")
				.run((context) -> {
					RestClient client = HttpClients.restClient(context);
					client.get().uri("/").retrieve().toBodilessEntity();
					client.get().uri("/").header("Host", "shop.example").retrieve().toBodilessEntity();
					assertThat(server.requests()).extracting((request) -> request.headers().get("Host"))
						.containsExactly("catalog", "shop.example");
				});
		}
	}

	@Test
	void takesEndpointsInTurn() {
		try (TestServer one = TestServer.start((request, out) -> TestServer.answer(out, 200, "one"));
				TestServer two = TestServer.start((request, out) -> TestServer.answer(out, 200, "two"))) {
			HttpClients.catalogAt(one.url(), two.url()).run((context) -> {
				RestClient client = HttpClients.restClient(context);
				for (int i = 0; i < 10; i++) {
					client.get().uri("/").retrieve().toBodilessEntity();
				}
				assertThat(one.requests()).hasSize(5);
				assertThat(two.requests()).hasSize(5);
			});
		}
	}

	@Test
	void goesToAnotherEndpointWhereNobodyAnswers() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			HttpClients.catalogAt(server.url(), TestServer.refusing())
				.withPropertyValues("aspire.http-client.resilience.retry.max-retries=0")
				.run((context) -> {
					RestClient client = HttpClients.restClient(context);
					for (int i = 0; i < 10; i++) {
						assertThat(client.post().uri("/").body("pen").retrieve().body(String.class)).isEqualTo("pen");
					}
					assertThat(server.requests()).extracting(TestServer.Request::body).hasSize(10).containsOnly("pen");
				});
		}
	}

	@Test
	void repeatsWhatMayPassAtTheNextEndpoint() {
		try (TestServer ill = TestServer.start((request, out) -> TestServer.answer(out, 503, ""));
				TestServer well = TestServer.start((request, out) -> TestServer.answer(out, 200, "pen"))) {
			HttpClients.catalogAt(well.url(), ill.url()).run((context) -> {
				assertThat(HttpClients.restClient(context).get().uri("/").retrieve().body(String.class))
					.isEqualTo("pen");
				assertThat(ill.requests()).hasSize(1);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 501, 503, 599 })
	void returnsTheLastResponseWhenRetriesAreUsedUp(int status) {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, status, "attempt " + request.number()))) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				assertThatExceptionOfType(RestClientResponseException.class)
					.isThrownBy(() -> HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity())
					.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status))
					.satisfies((ex) -> assertThat(ex.getResponseBodyAsString()).isEqualTo("attempt 4"));
				assertThat(server.requests()).hasSize(4);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 413 })
	void takesOtherFailuresAsTheyAre(int status) {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, status, ""))) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				assertThatExceptionOfType(HttpClientErrorException.class)
					.isThrownBy(() -> HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity());
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void repeatsIdempotentMethodsOnly() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 503, ""))) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				RestClient client = HttpClients.restClient(context);
				for (String method : List.of("GET", "PUT", "DELETE", "POST", "PATCH")) {
					assertThatExceptionOfType(HttpServerErrorException.class).isThrownBy(
							() -> client.method(HttpMethod.valueOf(method)).uri("/").retrieve().toBodilessEntity());
				}
				assertThat(count(server)).containsExactlyInAnyOrderEntriesOf(
						Map.of("GET", 4L, "PUT", 4L, "DELETE", 4L, "POST", 1L, "PATCH", 1L));
			});
		}
	}

	@Test
	void repeatsTheMethodsThatTheApplicationNames() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 503, ""))) {
			HttpClients.catalogAt(server.url())
				.withPropertyValues("aspire.http-client.clients.catalog.resilience.retry.methods=POST",
						"aspire.http-client.clients.catalog.resilience.retry.max-retries=1")
				.run((context) -> {
					RestClient client = HttpClients.restClient(context);
					assertThatExceptionOfType(HttpServerErrorException.class)
						.isThrownBy(() -> client.get().uri("/").retrieve().toBodilessEntity());
					assertThatExceptionOfType(HttpServerErrorException.class)
						.isThrownBy(() -> client.post().uri("/").body("pen").retrieve().toBodilessEntity());
					assertThat(count(server)).containsExactlyInAnyOrderEntriesOf(Map.of("GET", 1L, "POST", 2L));
				});
		}
	}

	@Test
	void sendsABodyAgainThatCanBeRepeated() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() < 3) ? 503 : 200, ""))) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				HttpClients.restClient(context).put().uri("/").body("pen").retrieve().toBodilessEntity();
				assertThat(server.requests()).extracting(TestServer.Request::body).containsExactly("pen", "pen", "pen");
			});
		}
	}

	@Test
	void doesNotSendABodyAgainThatIsStreamed() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 503, ""))) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				StreamingHttpOutputMessage.Body once = (out) -> out.write('x');
				assertThatExceptionOfType(HttpServerErrorException.class).isThrownBy(
						() -> HttpClients.restClient(context).put().uri("/").body(once).retrieve().toBodilessEntity());
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void waitsAsLongAsTheServiceAsksFor() {
		try (TestServer server = TestServer.start((request, out) -> {
			if (request.number() == 1) {
				TestServer.answer(out, 429, "", "Retry-After: 1");
			}
			else {
				TestServer.answer(out, 200, "");
			}
		})) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity();
				long nanos = server.requests().get(1).nanos() - server.requests().get(0).nanos();
				assertThat(nanos).isBetween(950_000_000L, 5_000_000_000L);
			});
		}
	}

	@Test
	void doesNotWaitLongerThanACallMayTake() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, 429, "busy", "Retry-After: 3600"))) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				assertThatExceptionOfType(HttpClientErrorException.TooManyRequests.class)
					.isThrownBy(() -> HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity());
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor" })
	void givesUpAnAttemptThatIsNotAnswered(String client) {
		try (TestServer server = TestServer.start((request, out) -> {
			if (request.number() == 1) {
				Thread.sleep(20_000);
			}
			TestServer.answer(out, 200, "pen");
		})) {
			timeouts(client, HttpClients.catalogAt(server.url()), "300ms", "5s").run((context) -> {
				long start = System.nanoTime();
				assertThat(HttpClients.restClient(context).get().uri("/").retrieve().body(String.class))
					.isEqualTo("pen");
				assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor" })
	void isNotHeldByAServerThatNeverAnswers(String client) {
		assertEnds(client, (request, out) -> Thread.sleep(20_000));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor" })
	void isNotHeldByAServerThatDribblesHeaders(String client) {
		assertEnds(client, (request, out) -> dribble(out, "HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(1000)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor", "simple" })
	void isNotHeldByAServerThatDribblesTheBody(String client) {
		assertEnds(client, (request, out) -> {
			write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n");
			dribble(out, "x".repeat(1000));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor", "simple" })
	void isNotHeldByABodyThatItDoesNotWant(String client) {
		try (TestServer server = TestServer.start((request, out) -> {
			write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n");
			dribble(out, "x".repeat(1000));
		})) {
			timeouts(client, HttpClients.catalogAt(server.url()), "1s", "1s").run((context) -> {
				long start = System.nanoTime();
				HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity();
				assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor", "simple" })
	void isNotHeldByTheBodyOfALostAttempt(String client) {
		try (TestServer server = TestServer.start((request, out) -> {
			write(out, "HTTP/1.1 503 Busy\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n");
			dribble(out, "x".repeat(1000));
		})) {
			timeouts(client, HttpClients.catalogAt(server.url()), "1s", "1s").run((context) -> {
				long start = System.nanoTime();
				assertThatExceptionOfType(RestClientException.class)
					.isThrownBy(() -> HttpClients.restClient(context).get().uri("/").retrieve().body(String.class));
				assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
				assertThat(server.requests()).hasSizeGreaterThan(1);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor" })
	void readsAStreamOfEventsForAsLongAsItLasts(String client) {
		try (TestServer server = TestServer.start((request, out) -> {
			write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 10\r\n\r\n");
			dribble(out, "data: pen\n");
		})) {
			timeouts(client, HttpClients.catalogAt(server.url()), "800ms", "900ms").run((
					context) -> assertThat(HttpClients.restClient(context).get().uri("/").retrieve().body(String.class))
						.isEqualTo("data: pen\n"));
		}
	}

	@Test
	void rejectsCallsWhileTheCircuitIsOpen() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() <= 4) ? 503 : 200, ""))) {
			HttpClients.catalogAt(server.url())
				.withPropertyValues("aspire.http-client.resilience.retry.max-retries=0",
						"aspire.http-client.resilience.circuit-breaker.minimum-throughput=4",
						"aspire.http-client.resilience.circuit-breaker.break-duration=300ms")
				.run((context) -> {
					RestClient client = HttpClients.restClient(context);
					for (int i = 0; i < 4; i++) {
						assertThatExceptionOfType(HttpServerErrorException.class)
							.isThrownBy(() -> client.get().uri("/").retrieve().toBodilessEntity());
					}
					assertThatExceptionOfType(ResourceAccessException.class)
						.isThrownBy(() -> client.get().uri("/").retrieve().toBodilessEntity())
						.havingCause()
						.isInstanceOf(RejectedCallException.class)
						.withMessageContaining("'catalog'")
						.withMessageContaining("aspire.http-client.resilience.circuit-breaker")
						.withCauseInstanceOf(CallNotPermittedException.class);
					assertThat(server.requests()).hasSize(4);
					Thread.sleep(400);
					client.get().uri("/").retrieve().toBodilessEntity();
					client.get().uri("/").retrieve().toBodilessEntity();
					assertThat(server.requests()).hasSize(6);
				});
		}
	}

	@Test
	void namesTheKnownServicesWhereAServiceIsUnknown() {
		HttpClients.catalogAt("http://localhost:1").run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> client.get().uri("https+http://basket.invalid/").retrieve().toBodilessEntity())
				.havingCause()
				.isInstanceOf(UnresolvedServiceException.class)
				.withMessageContaining("basket.invalid")
				.withMessageContaining("catalog")
				.withMessageContaining("aspire.services");
		});
	}

	@Test
	void limitsTheTimeToConnect() {
		HttpClients.catalogAt("http://localhost:1")
			.run((context) -> assertThat(context.getBean(HttpClientSettings.class).connectTimeout())
				.isEqualTo(Duration.ofSeconds(5)));
		HttpClients.catalogAt("http://localhost:1")
			.withApplicationProperties("spring.http.clients.connect-timeout=1s")
			.run((context) -> assertThat(context.getBean(HttpClientSettings.class).connectTimeout())
				.isEqualTo(Duration.ofSeconds(1)));
		HttpClients.RUNNER
			.run((context) -> assertThat(context.getBean(HttpClientSettings.class).connectTimeout()).isNull());
	}

	@Test
	void leavesClientsAloneWithoutAppHost() {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 503, ""))) {
			HttpClients.RUNNER.run((context) -> {
				RestClient client = context.getBean(RestClient.Builder.class).baseUrl(server.url()).build();
				assertThatExceptionOfType(HttpServerErrorException.class)
					.isThrownBy(() -> client.get().uri("/").retrieve().toBodilessEntity());
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void leavesRestTemplateAloneWithoutAppHost() {
		HttpClients.RUNNER
			.run((context) -> assertThat(context.getBean(RestTemplateBuilder.class).build().getUriTemplateHandler())
				.isInstanceOf(DefaultUriBuilderFactory.class));
	}

	@Test
	void protectsCallsToHostsUnderAnAppHost() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, ""))) {
			HttpClients.catalogAt("http://localhost:1").run((context) -> {
				RestClient client = context.getBean(RestClient.Builder.class).baseUrl(server.url()).build();
				client.get().uri("/").retrieve().toBodilessEntity();
				assertThat(server.requests()).hasSize(2);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.http-client.resilience.enabled=false",
			"aspire.http-client.clients.catalog.resilience.enabled=false" })
	void isSwitchedOff(String property) {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 503, ""))) {
			HttpClients.catalogAt(server.url()).withPropertyValues(property).run((context) -> {
				assertThatExceptionOfType(HttpServerErrorException.class)
					.isThrownBy(() -> HttpClients.restClient(context).get().uri("/").retrieve().toBodilessEntity());
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void endsWhenTheCallerIsInterrupted() throws Exception {
		try (TestServer server = TestServer.start((request, out) -> Thread.sleep(20_000))) {
			HttpClients.catalogAt(server.url()).run((context) -> {
				RestClient client = HttpClients.restClient(context);
				AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
				AtomicBoolean interrupted = new AtomicBoolean();
				Thread caller = new Thread(() -> {
					try {
						client.get().uri("/").retrieve().toBodilessEntity();
					}
					catch (RuntimeException ex) {
						failure.set(ex);
						interrupted.set(Thread.currentThread().isInterrupted());
					}
				});
				caller.start();
				while (server.requests().isEmpty()) {
					Thread.onSpinWait();
				}
				caller.interrupt();
				caller.join(5_000);
				assertThat(caller.isAlive()).isFalse();
				assertThat(failure.get()).isInstanceOf(ResourceAccessException.class);
				assertThat(interrupted).isTrue();
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	private static void assertEnds(String client, TestServer.Behaviour behaviour) {
		try (TestServer server = TestServer.start(behaviour)) {
			timeouts(client, HttpClients.catalogAt(server.url()), "1s", "1s").run((context) -> {
				long start = System.nanoTime();
				assertThatExceptionOfType(RuntimeException.class)
					.isThrownBy(() -> HttpClients.restClient(context).get().uri("/").retrieve().body(String.class))
					.withRootCauseInstanceOf(SocketTimeoutException.class)
					.withStackTraceContaining("aspire.http-client.resilience.total-timeout");
				assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			});
		}
	}

	private static AspireContextRunner timeouts(String client, AspireContextRunner runner, String attempt,
			String total) {
		return runner.withPropertyValues("spring.http.clients.imperative.factory=" + client,
				"aspire.http-client.resilience.attempt-timeout=" + attempt,
				"aspire.http-client.resilience.total-timeout=" + total);
	}

	private static void dribble(OutputStream out, String text) throws IOException, InterruptedException {
		for (int i = 0; i < text.length(); i++) {
			write(out, text.substring(i, i + 1));
			Thread.sleep(100);
		}
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	private static Map<String, Long> count(TestServer server) {
		return server.requests()
			.stream()
			.collect(Collectors.groupingBy(TestServer.Request::method, Collectors.counting()));
	}

}
