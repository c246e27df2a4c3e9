// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class HealthEndpointsTests {

	@WebApplications
	void tellStatusInWordsOfDotNet(WebApplicationType type) {
		try (RunningApplication application = start(type)) {
			HttpResponse<String> response = application.get("/health");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("Healthy");
			assertThat(response.headers().allValues("Content-Type")).containsExactly("text/plain");
			assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store, no-cache");
			assertThat(response.headers().allValues("Pragma")).containsExactly("no-cache");
			assertThat(response.headers().allValues("Expires")).containsExactly("Thu, 01 Jan 1970 00:00:00 GMT");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
		}
	}

	@WebApplications
	void areUnhealthyWhereAContributorIsDown(WebApplicationType type) {
		try (RunningApplication application = start(type, "test.status=DOWN",
				"management.endpoint.health.show-details=always")) {
			HttpResponse<String> text = application.get("/health", "Accept", "text/plain");
			assertThat(text.statusCode()).isEqualTo(503);
			assertThat(text.body()).isEqualTo("Unhealthy");
			HttpResponse<String> json = application.get("/health", "Accept", "application/json");
			assertThat(json.statusCode()).isEqualTo(503);
			assertThat(json.body()).isEqualTo("{\"status\":\"DOWN\"}");
			assertThat(json.headers().allValues("Content-Type")).containsExactly("application/json");
			assertThat(application.get("/alive").statusCode()).isEqualTo(200);
		}
	}

	@WebApplications
	void mapStatusesAsTheApplicationDoes(WebApplicationType type) {
		try (RunningApplication application = start(type, "test.status=FAIR",
				"management.endpoint.health.status.order=DOWN,FAIR,UP")) {
			assertThat(application.get("/health").statusCode()).isEqualTo(200);
			assertThat(application.get("/health").body()).isEqualTo("Degraded");
		}
		try (RunningApplication application = start(type, "test.status=FAIR",
				"management.endpoint.health.status.order=DOWN,FAIR,UP",
				"management.endpoint.health.status.http-mapping.fair=429")) {
			assertThat(application.get("/health").statusCode()).isEqualTo(429);
			assertThat(application.get("/health").body()).isEqualTo("Unhealthy");
		}
	}

	@WebApplications
	void answerToGetAndHeadOnly(WebApplicationType type) {
		try (RunningApplication application = start(type)) {
			HttpResponse<String> head = application.send("HEAD", "/health");
			assertThat(head.statusCode()).isEqualTo(200);
			assertThat(head.body()).isEmpty();
			assertThat(head.headers().firstValue("Content-Length")).hasValue("7");
			for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
				HttpResponse<String> response = application.send(method, "/health");
				assertThat(response.statusCode()).as(method).isEqualTo(405);
				assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
			}
		}
	}

	@WebApplications
	void areOnThePortOfTheApplicationOnly(WebApplicationType type) {
		try (RunningApplication application = start(type, "management.server.port=0")) {
			assertThat(application.get("/health").body()).isEqualTo("Healthy");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			assertThat(application.getFromManagement("/health").statusCode()).isEqualTo(404);
			assertThat(application.getFromManagement("/alive").statusCode()).isEqualTo(404);
			assertThat(application.getFromManagement("/actuator/health").body()).contains("\"status\":\"UP\"");
		}
	}

	@WebApplications
	void areBelowTheContextPath(WebApplicationType type) {
		try (RunningApplication application = start(type, "server.servlet.context-path=/shop",
				"spring.webflux.base-path=/shop")) {
			assertThat(application.get("/shop/health").body()).isEqualTo("Healthy");
			assertThat(application.get("/shop/alive").body()).isEqualTo("Healthy");
			assertThat(application.get("/health").statusCode()).isEqualTo(404);
		}
	}

	@WebApplications
	void haveThePathsThatTheApplicationChooses(WebApplicationType type) {
		try (RunningApplication application = start(type, "aspire.health.path=/internal/health",
				"aspire.health.liveness-path=")) {
			assertThat(application.get("/internal/health").body()).isEqualTo("Healthy");
			assertThat(application.get("/health").statusCode()).isEqualTo(404);
			assertThat(application.get("/alive").statusCode()).isEqualTo(404);
		}
	}

	@WebApplications
	void areSwitchedOff(WebApplicationType type) {
		try (RunningApplication application = start(type, "aspire.health.enabled=false")) {
			assertThat(application.get("/health").statusCode()).isEqualTo(404);
			assertThat(application.get("/alive").statusCode()).isEqualTo(404);
			assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
		}
	}

	@WebApplications
	void leaveTheActuatorAlone(WebApplicationType type) {
		try (RunningApplication application = start(type)) {
			assertThat(application.get("/actuator/health").body()).contains("\"groups\":[\"liveness\",\"readiness\"]")
				.contains("\"status\":\"UP\"");
		}
	}

	@WebApplications
	void giveWayToTheActuatorAtTheSamePath(WebApplicationType type) {
		try (RunningApplication application = start(type, "management.endpoints.web.base-path=/")) {
			assertThat(application.get("/health").body()).contains("\"groups\"");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
		}
	}

	@WebApplications
	void tellLivenessApartFromHealth(WebApplicationType type) {
		try (RunningApplication application = start(type, "aspire.health.cache-time-to-live=0s")) {
			AvailabilityChangeEvent.publish(application.context(), LivenessState.BROKEN);
			assertThat(application.get("/alive").statusCode()).isEqualTo(503);
			assertThat(application.get("/alive").body()).isEqualTo("Unhealthy");
		}
		try (RunningApplication application = start(type, "test.status=DOWN",
				"aspire.health.liveness-contributors=test")) {
			assertThat(application.get("/alive").statusCode()).isEqualTo(503);
		}
	}

	@WebApplications
	void knowLivenessWithoutProbesOfSpringBoot(WebApplicationType type) {
		try (RunningApplication application = start(type, "management.endpoint.health.probes.enabled=false")) {
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
		}
	}

	@WebApplications
	void refuseWhatMakesNoSense(WebApplicationType type) {
		assertThatThrownBy(() -> start(type, "aspire.health.liveness-contributors=tset"))
			.hasStackTraceContaining("There is no health contributor of that name. There are: ");
		assertThatThrownBy(() -> start(type, "aspire.health.path=/health/**"))
			.hasStackTraceContaining("It must be a path such as '/health', without patterns, or empty.");
		assertThatThrownBy(() -> start(type, "aspire.health.timeout=0s"))
			.hasStackTraceContaining("It must be positive.");
		assertThatThrownBy(() -> start(type, "aspire.health.timeouts.db=-1s"))
			.hasStackTraceContaining("It must be positive.");
		assertThatThrownBy(() -> start(type, "aspire.health.liveness-path=/health"))
			.hasStackTraceContaining("It is the path of the other endpoint.");
	}

	@WebApplications
	void askOnceForProbesThatComeTogether(WebApplicationType type) {
		try (RunningApplication application = start(type, "aspire.health.cache-time-to-live=10s", "test.delay=500")) {
			List<CompletableFuture<HttpResponse<String>>> probes = IntStream.range(0, 50)
				.mapToObj((number) -> application.getAsync("/health"))
				.toList();
			assertThat(probes)
				.allSatisfy((probe) -> assertThat(probe.get(20, TimeUnit.SECONDS).body()).isEqualTo("Healthy"));
			assertThat(application.get("/health").body()).isEqualTo("Healthy");
			assertThat(application.context().getBean(TestHealthIndicator.class).calls).hasValue(1);
		}
	}

	@WebApplications
	void askAgainWhenAnAnswerIsOld(WebApplicationType type) {
		try (RunningApplication application = start(type, "aspire.health.cache-time-to-live=0s")) {
			application.get("/health");
			application.get("/health");
			assertThat(application.context().getBean(TestHealthIndicator.class).calls).hasValue(2);
		}
	}

	@WebApplications
	void keepNoThreadOfTheServerWaiting(WebApplicationType type) {
		try (RunningApplication application = start(type, "server.tomcat.threads.max=2",
				"server.tomcat.threads.min-spare=1", "aspire.health.timeout=3s", "test.delay=60000")) {
			List<CompletableFuture<HttpResponse<String>>> probes = IntStream.range(0, 20)
				.mapToObj((number) -> application.getAsync("/health"))
				.toList();
			long start = System.nanoTime();
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
			assertThat(probes)
				.allSatisfy((probe) -> assertThat(probe.get(20, TimeUnit.SECONDS).body()).isEqualTo("Unhealthy"));
		}
	}

	@Test
	void waitLongerThanTheServerGivesARequest() {
		try (RunningApplication application = RunningApplication.start(WebApplicationType.SERVLET, Impatient.class,
				"test.delay=1500")) {
			assertThat(application.get("/health").body()).isEqualTo("Healthy");
		}
	}

	private static RunningApplication start(WebApplicationType type, String... properties) {
		return RunningApplication.start(type, Application.class, properties);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		TestHealthIndicator testHealthIndicator(@Value("${test.status:UP}") String status,
				@Value("${test.delay:0}") long delay) {
			return new TestHealthIndicator(status, delay);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Impatient extends Application {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> timeoutCustomizer() {
			return (factory) -> factory.addConnectorCustomizers((connector) -> connector.setAsyncTimeout(50));
		}

	}

	static class TestHealthIndicator implements HealthIndicator {

		private final AtomicInteger calls = new AtomicInteger();

		private final String status;

		private final long delay;

		TestHealthIndicator(String status, long delay) {
			this.status = status;
			this.delay = delay;
		}

		@Override
		public Health health() {
			this.calls.incrementAndGet();
			try {
				Thread.sleep(this.delay);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return Health.status(this.status).withDetail("secret", "swordfish").build();
		}

	}

}
