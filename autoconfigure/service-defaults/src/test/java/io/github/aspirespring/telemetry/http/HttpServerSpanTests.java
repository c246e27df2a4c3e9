// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Hooks;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.github.aspirespring.telemetry.tracing.Traces;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HttpServerSpanTests {

	private final Traces traces = new Traces();

	@AfterEach
	void disablePropagation() {
		Hooks.disableAutomaticContextPropagation();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void describesTheRequest(WebApplicationType type) {
		try (ConfigurableApplicationContext context = start(type)) {
			int port = port(context, "local.server.port");
			assertThat(get(port, "/products/7?token=secret")).isEqualTo(200);
			SpanData span = awaitServer();
			assertThat(span.getName()).isEqualTo("GET /products/{id}");
			assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
			assertThat(Traces.attributes(span)).containsEntry("http.request.method", "GET")
				.containsEntry("http.response.status_code", 200L)
				.containsEntry("http.route", "/products/{id}")
				.containsEntry("url.path", "/products/7")
				.containsEntry("url.scheme", "http")
				.containsEntry("server.address", "localhost")
				.containsEntry("server.port", (long) port)
				.doesNotContainKeys("error.type", "peer.service");
			assertThat(Traces.attributes(span).values()).extracting(String::valueOf)
				.noneMatch((value) -> value.contains("secret"));
			assertThat(requests(context).get(0).getId().getTags()).extracting("key")
				.containsExactlyInAnyOrder("error", "exception", "method", "outcome", "status", "uri");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isNoErrorWhereTheClientIsWrong(WebApplicationType type) {
		try (ConfigurableApplicationContext context = start(type)) {
			int port = port(context, "local.server.port");
			for (String path : new String[] { "/missing", "/nowhere" }) {
				this.traces.clear();
				assertThat(get(port, path)).isEqualTo(404);
				SpanData span = awaitServer();
				assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
				assertThat(Traces.attributes(span)).containsEntry("http.response.status_code", 404L)
					.doesNotContainKey("error.type");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isAnErrorWhereTheServerFails(WebApplicationType type) {
		try (ConfigurableApplicationContext context = start(type)) {
			int port = port(context, "local.server.port");
			assertThat(get(port, "/broken")).isEqualTo(500);
			SpanData span = awaitServer();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(Traces.attributes(span)).containsEntry("http.response.status_code", 500L)
				.containsEntry("error.type", IllegalStateException.class.getName());
			this.traces.clear();
			assertThat(get(port, "/unavailable")).isEqualTo(503);
			assertThat(awaitServer().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tracesNoProbes(WebApplicationType type) {
		try (ConfigurableApplicationContext context = start(type, "aspire.telemetry.tracing.untraced-paths=/ping")) {
			int port = port(context, "local.server.port");
			for (String path : new String[] { "/health", "/alive", "/health/ready", "/ping", "/actuator/health",
					"/ACTUATOR/health" }) {
				get(port, path);
			}
			assertThat(get(port, "/healthz")).isEqualTo(200);
			awaitServer();
			assertThat(this.traces.names()).containsExactlyInAnyOrder("check", "elsewhere", "GET /healthz");
			await().atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(requests(context).stream().mapToLong(Timer::count).sum()).isEqualTo(7));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tracesNoProbesBelowAContextPath(WebApplicationType type) {
		try (ConfigurableApplicationContext context = start(type, "server.servlet.context-path=/shop",
				"spring.webflux.base-path=/shop")) {
			int port = port(context, "local.server.port");
			assertThat(get(port, "/shop/health")).isEqualTo(200);
			assertThat(get(port, "/shop/healthz")).isEqualTo(200);
			awaitServer();
			assertThat(this.traces.names()).containsExactlyInAnyOrder("check", "elsewhere", "GET /healthz");
		}
	}

	@Test
	void tracesNoProbesBelowThePathOfSpringMvc() {
		try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET,
				"server.servlet.context-path=/shop", "spring.mvc.servlet.path=/api/")) {
			int port = port(context, "local.server.port");
			assertThat(get(port, "/shop/api/health")).isEqualTo(200);
			assertThat(get(port, "/shop/api/actuator/health")).isEqualTo(200);
			assertThat(get(port, "/shop/api/healthz")).isEqualTo(200);
			awaitServer();
			assertThat(this.traces.names()).containsExactlyInAnyOrder("check", "elsewhere", "GET /healthz");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tracesNoProbesOnAPortOfTheirOwn(WebApplicationType type) {
		try (ConfigurableApplicationContext context = start(type, "management.server.port=0",
				"management.server.base-path=/internal", "management.endpoints.web.base-path=/manage",
				// There are two servers to choose from in these tests
				"spring.autoconfigure.exclude=" + TomcatReactiveManagementContextAutoConfiguration.class.getName())) {
			assertThat(get(port(context, "local.management.port"), "/internal/manage/health")).isEqualTo(200);
			assertThat(get(port(context, "local.server.port"), "/healthz")).isEqualTo(200);
			awaitServer();
			assertThat(this.traces.names()).containsExactlyInAnyOrder("check", "elsewhere", "GET /healthz");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tracesNoProbeThatIsPartOfATrace(WebApplicationType type) {
		try (ConfigurableApplicationContext context = start(type)) {
			int port = port(context, "local.server.port");
			get(port, "/health", "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
			get(port, "/healthz", "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b7-01");
			awaitServer();
			assertThat(this.traces.finished()).hasSize(3)
				.extracting(SpanData::getTraceId)
				.containsOnly("4bf92f3577b34da6a3ce929d0e0e4737");
		}
	}

	private SpanData awaitServer() {
		return await().atMost(Duration.ofSeconds(10)).until(this::server, (span) -> span != null);
	}

	private @Nullable SpanData server() {
		return this.traces.finished()
			.stream()
			.filter((span) -> span.getKind() == SpanKind.SERVER)
			.findFirst()
			.orElse(null);
	}

	private ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
		ApplicationContextInitializer<GenericApplicationContext> spans = (context) -> context
			.registerBean(SpanProcessor.class, this.traces::processor);
		List<String> all = new ArrayList<>(List.of("server.port=0", "management.otlp.metrics.export.enabled=false",
				"management.health.defaults.enabled=false"));
		all.addAll(List.of(properties));
		return new SpringApplicationBuilder(Shop.class).web(type)
			.initializers(AppHostVariables.none(), spans)
			.properties(all.toArray(String[]::new))
			.run();
	}

	private static List<Timer> requests(ConfigurableApplicationContext context) {
		return List.copyOf(context.getBean(MeterRegistry.class).find("http.server.requests").timers());
	}

	private static int port(ConfigurableApplicationContext context, String property) {
		return context.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	private static int get(int port, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.timeout(Duration.ofSeconds(10));
		try {
			return HttpClient.newHttpClient()
				.send(((headers.length > 0) ? request.headers(headers) : request).build(),
						HttpResponse.BodyHandlers.discarding())
				.statusCode();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ShopController.class)
	static class Shop {

	}

	@RestController
	static class ShopController {

		private final ObservationRegistry registry;

		ShopController(ObservationRegistry registry) {
			this.registry = registry;
		}

		@GetMapping("/products/{id}")
		String product(@PathVariable String id) {
			return "pen " + id;
		}

		@GetMapping("/missing")
		String missing() {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("out of ink");
		}

		@GetMapping("/unavailable")
		String unavailable() {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
		}

		@GetMapping({ "/health", "/health/ready", "/alive", "/ping", "/healthz" })
		String check() {
			return Observation.createNotStarted("check", this.registry).observe(() -> {
				Observation current = this.registry.getCurrentObservation();
				CompletableFuture.runAsync(() -> Observation.createNotStarted("elsewhere", this.registry)
					.parentObservation(current)
					.observe(() -> {
					})).join();
				return "Healthy";
			});
		}

	}

}
