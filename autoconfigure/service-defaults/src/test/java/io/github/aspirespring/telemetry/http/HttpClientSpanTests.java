// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateObservationAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.http.AspireHttpClientAutoConfiguration;
import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.http.reactive.AspireWebClientAutoConfiguration;
import io.github.aspirespring.resilience.AspireResilienceAutoConfiguration;
import io.github.aspirespring.telemetry.tracing.Traces;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

class HttpClientSpanTests {

	private final Traces traces = new Traces();

	private final AspireContextRunner runner = this.traces.in(new AspireContextRunner())
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireServiceDiscoveryAutoConfiguration.class, AspireResilienceAutoConfiguration.class,
				AspireHttpClientAutoConfiguration.class, AspireWebClientAutoConfiguration.class,
				AspireHttpTracingAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
				RestClientAutoConfiguration.class, RestClientObservationAutoConfiguration.class,
				RestTemplateAutoConfiguration.class, RestTemplateObservationAutoConfiguration.class,
				WebClientAutoConfiguration.class, WebClientObservationAutoConfiguration.class))
		.withPropertyValues("spring.http.clients.imperative.factory=jdk",
				"aspire.http-client.resilience.retry.delay=10ms");

	@ParameterizedTest
	@EnumSource
	void describeTheRequestToTheAddressThatTheServiceHas(Client client) {
		try (TestServer server = answering(200)) {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", server.url()))
				.run((context) -> {
					client.get(context, "https+http://catalog/products/{id}?token={token}&all", 7, "secret");
					isDescribed(span(), server);
					assertThat(Traces.attributes(span())).containsEntry("http.url",
							"https+http://catalog/products/7?token=Redacted&all");
				});
		}
	}

	@ParameterizedTest
	@EnumSource
	void describeTheRequestWhereThereIsNoAppHost(Client client) {
		try (TestServer server = answering(200)) {
			this.runner.run((context) -> {
				client.get(context, server.url() + "/products/{id}?token={token}&all", 7, "secret");
				isDescribed(span(), server);
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void failWithTheStatusOfTheResponse(Client client) {
		try (TestServer server = answering(404)) {
			this.runner.run((context) -> {
				assertThatException().isThrownBy(() -> client.get(context, server.url()));
				assertThat(Traces.attributes(span())).containsEntry("http.response.status_code", 404L)
					.containsEntry("error.type", "404");
				assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(span().getName()).isIn("GET", "GET /");
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void failForEachAttempt(Client client) {
		AtomicInteger requests = new AtomicInteger();
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (requests.incrementAndGet() == 1) ? 503 : 200, ""))) {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", server.url()))
				.run((context) -> {
					client.get(context, "http://catalog/");
					List<SpanData> attempts = this.traces.finished();
					assertThat(attempts).hasSize(2);
					assertThat(Traces.attributes(attempts.get(0))).containsEntry("error.type", "503")
						.containsEntry("url.full", server.url() + "/");
					assertThat(attempts.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
					assertThat(Traces.attributes(attempts.get(1))).containsEntry("http.request.resend_count", 1L)
						.doesNotContainKey("error.type");
					assertThat(attempts.get(1).getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
				});
		}
	}

	@ParameterizedTest
	@EnumSource
	void failWithTheExceptionWhereThereIsNoResponse(Client client) {
		this.runner.withPropertyValues("aspire.http-client.resilience.enabled=false").run((context) -> {
			String url = TestServer.refusing();
			assertThatException().isThrownBy(() -> client.get(context, url + "/{id}", 7));
			assertThat(Traces.attributes(span())).containsEntry("url.full", url + "/7")
				.doesNotContainKey("http.response.status_code");
			assertThat((String) Traces.attributes(span()).get("error.type")).endsWith("Exception");
			assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(span().getName()).isEqualTo("GET /{id}");
		});
	}

	@ParameterizedTest
	@EnumSource
	void keepTheTagsOfMetrics(Client client) {
		try (TestServer server = answering(200)) {
			this.runner.run((context) -> {
				client.get(context, server.url() + "/products/{id}?token={token}", 7, "secret");
				Meter.Id id = context.getBean(MeterRegistry.class).get("http.client.requests").timer().getId();
				assertThat(id.getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue)))
					.isEqualTo(Map.of("method", "GET", "uri", "/products/{id}?token={token}", "status", "200",
							"client.name", "localhost", "exception", "none", "outcome", "SUCCESS", "error", "none"));
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void showTheValuesOfParametersOnDemand(Client client) {
		try (TestServer server = answering(200)) {
			this.runner.withPropertyValues("aspire.telemetry.tracing.query-values=true").run((context) -> {
				client.get(context, server.url() + "/?page={page}", 7);
				assertThat(Traces.attributes(span())).containsEntry("url.full", server.url() + "/?page=7");
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void tellTheSpanOfTheCallerWhatResilienceDoes(Client client) {
		AtomicInteger requests = new AtomicInteger();
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, (requests.incrementAndGet() == 1) ? 503 : 200, ""))) {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", server.url()))
				.withPropertyValues("aspire.http-client.resilience.circuit-breaker.minimum-throughput=2")
				.run((context) -> {
					call(context, () -> client.get(context, "http://catalog/"));
					assertThat(events()).containsExactly("resilience.retry", "resilience.circuit_breaker");
					assertThat(caller().getEvents().get(0).getAttributes().asMap())
						.containsEntry(AttributeKey.stringKey("resilience.service"), "catalog")
						.containsEntry(AttributeKey.stringKey("resilience.failure"), "status 503")
						.containsEntry(AttributeKey.longKey("resilience.retry.number"), 1L);
					this.traces.clear();
					assertThatException().isThrownBy(() -> call(context, () -> client.get(context, "http://catalog/")));
					assertThat(events()).contains("resilience.rejection");
				});
		}
	}

	@ParameterizedTest
	@EnumSource
	void tellTheSpanOfTheCallerOfAttemptsSideBySide(Client client) {
		AtomicInteger requests = new AtomicInteger();
		try (TestServer server = TestServer.start((request, out) -> {
			if (requests.incrementAndGet() == 1) {
				Thread.sleep(2_000);
			}
			TestServer.answer(out, 200, "");
		})) {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", server.url()))
				.withPropertyValues("aspire.http-client.hedging.enabled=true", "aspire.http-client.hedging.delay=1s",
						"aspire.http-client.resilience.attempt-timeout=500ms")
				.run((context) -> {
					call(context, () -> client.get(context, "http://catalog/"));
					assertThat(events()).containsExactlyInAnyOrder("resilience.timeout", "resilience.hedge");
					await().atMost(Duration.ofSeconds(10)).until(() -> this.traces.finished().size() == 3);
					assertThat(this.traces.finished()).filteredOn((span) -> span.getKind() == SpanKind.CLIENT)
						.hasSize(2)
						.allSatisfy((span) -> assertThat(span.getParentSpanId()).isEqualTo(caller().getSpanId()));
				});
		}
	}

	@Test
	void describeRequestsOfClientsThatTheApplicationMakesItself() {
		try (TestServer server = answering(200)) {
			this.runner.run((context) -> {
				RestClient client = RestClient.builder()
					.observationRegistry(context.getBean(ObservationRegistry.class))
					.build();
				client.get()
					.uri(server.url() + "/products/{id}?token={token}&all", 7, "secret")
					.retrieve()
					.toBodilessEntity();
				isDescribed(span(), server);
			});
		}
	}

	@Test
	void leaveTheLastWordToTheApplication() {
		ObservationFilter filter = (observation) -> {
			observation.setContextualName("look up");
			return observation;
		};
		try (TestServer server = answering(200)) {
			this.runner.withBean(ObservationFilter.class, () -> filter).run((context) -> {
				Client.REST_CLIENT.get(context, server.url());
				assertThat(span().getName()).isEqualTo("look up");
			});
		}
	}

	@Test
	void areSwitchedOff() {
		try (TestServer server = answering(200)) {
			this.runner.withPropertyValues("aspire.telemetry.tracing.enabled=false").run((context) -> {
				Client.REST_CLIENT.get(context, server.url());
				assertThat(span().getName()).isEqualTo("http get");
				assertThat(Traces.attributes(span())).doesNotContainKey("url.full");
			});
		}
	}

	// WebClient tells its caller first
	private SpanData span() {
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.traces.finished().isEmpty());
		assertThat(this.traces.finished()).hasSize(1);
		return this.traces.finished().get(0);
	}

	private SpanData caller() {
		return this.traces.finished()
			.stream()
			.filter((span) -> span.getName().equals("caller"))
			.findFirst()
			.orElseThrow();
	}

	private List<String> events() {
		return caller().getEvents()
			.stream()
			.map(EventData::getName)
			.filter((name) -> !name.equals("exception"))
			.toList();
	}

	private static void call(ApplicationContext context, Runnable call) {
		Observation.createNotStarted("caller", context.getBean(ObservationRegistry.class)).observe(call);
	}

	private static void isDescribed(SpanData span, TestServer server) {
		assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(span.getName()).isEqualTo("GET /products/{id}");
		assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
		assertThat(Traces.attributes(span)).containsEntry("http.request.method", "GET")
			.containsEntry("http.response.status_code", 200L)
			.containsEntry("url.full", server.url() + "/products/7?token=Redacted&all")
			.containsEntry("server.address", "localhost")
			.containsEntry("server.port", (long) server.port())
			.doesNotContainKeys("error.type", "peer.service", "http.request.method_original");
		assertThat(Traces.attributes(span).values()).extracting(String::valueOf)
			.noneMatch((value) -> value.contains("secret"));
	}

	private static TestServer answering(int status) {
		return TestServer.start((request, out) -> TestServer.answer(out, status, "pen"));
	}

	enum Client {

		REST_CLIENT {

			@Override
			void get(ApplicationContext context, String url, Object... variables) {
				context.getBean(RestClient.Builder.class)
					.build()
					.get()
					.uri(url, variables)
					.retrieve()
					.toBodilessEntity();
			}

		},

		REST_TEMPLATE {

			@Override
			void get(ApplicationContext context, String url, Object... variables) {
				context.getBean(RestTemplateBuilder.class).build().getForObject(url, String.class, variables);
			}

		},

		WEB_CLIENT {

			@Override
			void get(ApplicationContext context, String url, Object... variables) {
				context.getBean(WebClient.Builder.class)
					.build()
					.get()
					.uri(url, variables)
					.retrieve()
					.toBodilessEntity()
					.block();
			}

		};

		abstract void get(ApplicationContext context, String url, Object... variables);

	}

}
