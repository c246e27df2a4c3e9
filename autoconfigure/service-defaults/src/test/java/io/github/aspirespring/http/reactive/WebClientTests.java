// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.aspirespring.discovery.UnresolvedServiceException;
import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.resilience.RejectedCallException;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebClientTests {

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void reachesServiceByItsName(String connector) {
		try (TestServer server = WebClients.answering(200, "pen")) {
			with(connector, WebClients.catalogAt(server.url() + "/v2")).run((context) -> {
				Mono<String> body = WebClients.webClient(context)
					.get()
					.uri("/products/{id}?x=1", 7)
					.retrieve()
					.bodyToMono(String.class);
				assertThat(body.block(WebClients.PATIENCE)).isEqualTo("pen");
				assertThat(server.requests().get(0).path()).isEqualTo("/v2/products/7?x=1");
			});
		}
	}

	@Test
	void takesEndpointsInTurn() {
		try (TestServer one = WebClients.answering(200, "one"); TestServer two = WebClients.answering(200, "two")) {
			WebClients.catalogAt(one.url(), two.url()).run((context) -> {
				for (int i = 0; i < 10; i++) {
					WebClients.get(context);
				}
				assertThat(one.requests()).hasSize(5);
				assertThat(two.requests()).hasSize(5);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void goesToAnotherEndpointWhereNobodyAnswers(String connector) {
		try (TestServer server = WebClients.answering(200, "pen")) {
			with(connector, WebClients.catalogAt(server.url(), TestServer.refusing()))
				.withPropertyValues("aspire.http-client.resilience.retry.max-retries=0")
				.run((context) -> {
					WebClient client = WebClients.webClient(context);
					for (int i = 0; i < 4; i++) {
						assertThat(post(client, Mono.just("pen"))).isEqualTo("pen");
						assertThat(post(client, Flux.just("p", "en"))).isEqualTo("pen");
					}
					assertThat(server.requests()).extracting(TestServer.Request::body).hasSize(8).containsOnly("pen");
				});
		}
	}

	@Test
	void takesAFailureOfTheBodyForNoFailureOfTheEndpoint() {
		try (TestServer one = WebClients.answering(200, ""); TestServer two = WebClients.answering(200, "")) {
			WebClients.catalogAt(one.url(), two.url())
				.withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
				.run((context) -> {
					WebClient client = WebClients.webClient(context);
					AtomicInteger subscriptions = new AtomicInteger();
					Flux<String> body = Flux.defer(() -> {
						subscriptions.incrementAndGet();
						return Flux.just("p").concatWith(Mono.error(new ConnectException("of the body")));
					});
					assertThatExceptionOfType(WebClientRequestException.class)
						.isThrownBy(() -> client.put()
							.uri("/")
							.body(body, String.class)
							.retrieve()
							.toBodilessEntity()
							.block(WebClients.PATIENCE))
						.withRootCauseInstanceOf(ConnectException.class);
					assertThat(subscriptions).hasValue(1);
					assertThat(
							context.getBean(CircuitBreakerRegistry.class).circuitBreaker("http-catalog").getMetrics())
						.satisfies((metrics) -> assertThat(metrics.getNumberOfBufferedCalls()).isZero());
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void repeatsWhatMayPassAtTheNextEndpoint(String connector) {
		try (TestServer ill = WebClients.answering(503, ""); TestServer well = WebClients.answering(200, "pen")) {
			with(connector, WebClients.catalogAt(well.url(), ill.url())).run((context) -> {
				assertThat(WebClients.get(context)).isEqualTo("pen");
				assertThat(ill.requests()).hasSize(1);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 501, 503, 599 })
	void returnsTheLastResponseWhenRetriesAreUsedUp(int status) {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, status, "attempt " + request.number()))) {
			WebClients.catalogAt(server.url()).run((context) -> {
				assertThatExceptionOfType(WebClientResponseException.class).isThrownBy(() -> WebClients.get(context))
					.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status))
					.satisfies((ex) -> assertThat(ex.getResponseBodyAsString()).isEqualTo("attempt 4"));
				assertThat(server.requests()).hasSize(4);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 413 })
	void takesOtherFailuresAsTheyAre(int status) {
		try (TestServer server = WebClients.answering(status, "")) {
			WebClients.catalogAt(server.url()).run((context) -> {
				assertThatExceptionOfType(WebClientResponseException.class).isThrownBy(() -> WebClients.get(context));
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void repeatsIdempotentMethodsOnly() {
		try (TestServer server = WebClients.answering(503, "")) {
			WebClients.catalogAt(server.url()).run((context) -> {
				WebClient client = WebClients.webClient(context);
				for (String method : List.of("GET", "PUT", "DELETE", "POST", "PATCH")) {
					assertThatExceptionOfType(WebClientResponseException.class)
						.isThrownBy(() -> client.method(HttpMethod.valueOf(method))
							.uri("/")
							.retrieve()
							.toBodilessEntity()
							.block(WebClients.PATIENCE));
				}
				Map<String, Long> count = server.requests()
					.stream()
					.collect(Collectors.groupingBy(TestServer.Request::method, Collectors.counting()));
				assertThat(count).containsExactlyInAnyOrderEntriesOf(
						Map.of("GET", 4L, "PUT", 4L, "DELETE", 4L, "POST", 1L, "PATCH", 1L));
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void sendsAValueAgain(String connector) {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() < 3) ? 503 : 200, ""))) {
			with(connector, WebClients.catalogAt(server.url())).run((context) -> {
				put(WebClients.webClient(context).put().uri("/").bodyValue("pen"));
				assertThat(server.requests()).extracting(TestServer.Request::body).containsExactly("pen", "pen", "pen");
			});
		}
	}

	@Test
	void sendsAFileAgain(@TempDir Path folder) throws Exception {
		Resource file = new FileSystemResource(Files.writeString(folder.resolve("pen"), "p".repeat(10_000)));
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() < 3) ? 503 : 200, ""))) {
			WebClients.catalogAt(server.url(), server.url()).run((context) -> {
				put(WebClients.webClient(context).put().uri("/").bodyValue(file));
				assertThat(server.requests()).hasSize(3)
					.allSatisfy((request) -> assertThat(request.body()).hasSize(10_000));
			});
		}
	}

	@Test
	void doesNotSendAgainWhatIsStreamed() {
		try (TestServer server = WebClients.answering(503, "busy")) {
			WebClients.catalogAt(server.url()).run((context) -> {
				AtomicInteger subscriptions = new AtomicInteger();
				Flux<String> once = Flux.defer(() -> {
					subscriptions.incrementAndGet();
					return Flux.just("p", "en");
				});
				assertThatExceptionOfType(WebClientResponseException.ServiceUnavailable.class)
					.isThrownBy(() -> put(WebClients.webClient(context).put().uri("/").body(once, String.class)))
					.satisfies((ex) -> assertThat(ex.getResponseBodyAsString()).isEqualTo("busy"));
				assertThat(subscriptions).hasValue(1);
				assertThat(server.requests()).extracting(TestServer.Request::body).containsExactly("pen");
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
			WebClients.catalogAt(server.url()).run((context) -> {
				WebClients.get(context);
				long nanos = server.requests().get(1).nanos() - server.requests().get(0).nanos();
				assertThat(nanos).isBetween(950_000_000L, 5_000_000_000L);
			});
		}
	}

	@Test
	void doesNotWaitLongerThanACallMayTake() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, 429, "busy", "Retry-After: 3600"))) {
			WebClients.catalogAt(server.url()).run((context) -> {
				assertThatExceptionOfType(WebClientResponseException.TooManyRequests.class)
					.isThrownBy(() -> WebClients.get(context));
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void startsAnewWhenTheCallerSubscribesAgain() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() <= 4) ? 503 : 200, "pen"))) {
			WebClients.catalogAt(server.url()).run((context) -> {
				Mono<String> body = WebClients.webClient(context).get().uri("/").retrieve().bodyToMono(String.class);
				assertThat(body.retry(1).block(WebClients.PATIENCE)).isEqualTo("pen");
				assertThat(server.requests()).hasSize(5);
			});
		}
	}

	@Test
	void rejectsCallsWhileTheCircuitIsOpen() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() <= 4) ? 503 : 200, ""))) {
			WebClients.catalogAt(server.url())
				.withPropertyValues("aspire.http-client.resilience.retry.max-retries=0",
						"aspire.http-client.resilience.circuit-breaker.minimum-throughput=4",
						"aspire.http-client.resilience.circuit-breaker.break-duration=300ms")
				.run((context) -> {
					WebClient client = WebClients.webClient(context);
					for (int i = 0; i < 4; i++) {
						assertThatExceptionOfType(WebClientResponseException.class)
							.isThrownBy(() -> WebClients.get(client));
					}
					assertThatExceptionOfType(WebClientRequestException.class).isThrownBy(() -> WebClients.get(client))
						.havingCause()
						.isInstanceOf(RejectedCallException.class)
						.withMessageContaining("'catalog'")
						.withMessageContaining("aspire.http-client.resilience.circuit-breaker")
						.withCauseInstanceOf(CallNotPermittedException.class);
					assertThat(server.requests()).hasSize(4);
					TimeUnit.MILLISECONDS.sleep(400);
					WebClients.get(client);
					WebClients.get(client);
					assertThat(server.requests()).hasSize(6);
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "http-components" })
	void namesTheKnownServicesWhereAServiceIsUnknown(String connector) {
		with(connector, WebClients.catalogAt("http://localhost:1")).run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).baseUrl("https+http://basket.invalid").build();
			assertThatExceptionOfType(WebClientRequestException.class).isThrownBy(() -> WebClients.get(client))
				.havingCause()
				.isInstanceOf(UnresolvedServiceException.class)
				.withMessageContaining("basket.invalid")
				.withMessageContaining("catalog")
				.withMessageContaining("aspire.services");
		});
	}

	@Test
	void leavesClientsAloneWithoutAppHost() {
		try (TestServer server = WebClients.answering(503, "")) {
			WebClients.RUNNER.run((context) -> {
				WebClient client = context.getBean(WebClient.Builder.class).baseUrl(server.url()).build();
				assertThatExceptionOfType(WebClientResponseException.class).isThrownBy(() -> WebClients.get(client));
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void protectsCallsToHostsUnderAnAppHost() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, ""))) {
			WebClients.catalogAt("http://localhost:1").run((context) -> {
				WebClients.get(context.getBean(WebClient.Builder.class).baseUrl(server.url()).build());
				assertThat(server.requests()).hasSize(2);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.http-client.resilience.enabled=false",
			"aspire.http-client.clients.catalog.resilience.enabled=false" })
	void isSwitchedOff(String property) {
		try (TestServer server = WebClients.answering(503, "")) {
			WebClients.catalogAt(server.url()).withPropertyValues(property).run((context) -> {
				assertThatExceptionOfType(WebClientResponseException.class).isThrownBy(() -> WebClients.get(context))
					.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
				assertThat(server.requests()).hasSize(1);
			});
		}
	}

	@Test
	void sendsTheNameOfTheServiceAsHostIfItIsToldTo() {
		try (TestServer server = WebClients.answering(200, "")) {
			WebClients.catalogAt(server.url())
				.withPropertyValues("aspire.service-discovery.apply-host-name=true")
				.run((context) -> {
					WebClients.get(context);
					put(WebClients.webClient(context).put().uri("/").header("Host", "mine"));
					assertThat(server.requests()).extracting((request) -> request.headers().get("Host"))
						.containsExactly("catalog", "mine");
				});
		}
	}

	@Test
	void tellsRequestsApartThatAFilterSends() {
		try (TestServer tokens = WebClients.answering(200, "token");
				TestServer server = WebClients.answering(200, "pen")) {
			WebClients.catalogAt(server.url())
				.withVariable("services__tokens__http__0", tokens.url())
				.run((context) -> {
					WebClient other = WebClient.builder()
						.clientConnector(context.getBean(ClientHttpConnector.class))
						.baseUrl("https+http://tokens")
						.build();
					WebClient client = WebClients.webClient(context)
						.mutate()
						.filter((request, next) -> other.get()
							.uri("/")
							.retrieve()
							.bodyToMono(String.class)
							.flatMap((token) -> next
								.exchange(ClientRequest.from(request).header("Authorization", token).build())))
						.build();
					assertThat(WebClients.get(client)).isEqualTo("pen");
					assertThat(tokens.requests()).hasSize(1);
					assertThat(server.requests()).singleElement()
						.satisfies((request) -> assertThat(request.headers()).containsEntry("Authorization", "token"));
				});
		}
	}

	@Test
	void protectsHttpServiceClients() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (request.number() == 1) ? 503 : 200, "pen"))) {
			WebClients.catalogAt(server.url())
				.withUserConfiguration(Services.class)
				.withConfiguration(AutoConfigurations.of(HttpServiceClientPropertiesAutoConfiguration.class,
						ReactiveHttpServiceClientAutoConfiguration.class))
				.withPropertyValues("spring.http.serviceclient.catalog.base-url=https+http://catalog")
				.run((context) -> {
					assertThat(context.getBean(Catalog.class).product(7).block(WebClients.PATIENCE)).isEqualTo("pen");
					assertThat(server.requests()).extracting(TestServer.Request::path)
						.containsExactly("/products/7", "/products/7");
				});
		}
	}

	private static AspireContextRunner with(String connector, AspireContextRunner runner) {
		return runner.withPropertyValues("spring.http.clients.reactive.connector=" + connector);
	}

	private static String post(WebClient client, Publisher<String> body) {
		String answer = client.post()
			.uri("/")
			.body(body, String.class)
			.retrieve()
			.bodyToMono(String.class)
			.block(WebClients.PATIENCE);
		return (answer != null) ? answer : "";
	}

	private static void put(WebClient.RequestHeadersSpec<?> request) {
		request.retrieve().toBodilessEntity().block(WebClients.PATIENCE);
	}

	interface Catalog {

		@GetExchange("/products/{id}")
		Mono<String> product(@PathVariable("id") int id);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "catalog", types = Catalog.class, clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
	static class Services {

	}

}
