// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebHandler;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of health endpoints beside what the application itself has at their paths.
 */
@Timeout(60)
class OwnMappingsTests {

	@WebApplications
	void controllerCountsForThePathThatItNames(WebApplicationType type) {
		try (RunningApplication application = RunningApplication.start(type, WithController.class)) {
			assertThat(application.get("/health").body()).isEqualTo("own");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
		}
	}

	@WebApplications
	void controllerForEverythingDoesNotCount(WebApplicationType type) {
		try (RunningApplication application = RunningApplication.start(type, WithCatchAll.class)) {
			assertThat(application.get("/health").body()).isEqualTo("Healthy");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			assertThat(application.get("/other").body()).isEqualTo("own");
			assertThat(application.get("/some/other").body()).isEqualTo("all");
		}
	}

	@WebApplications
	void controllerForAllBelowCounts(WebApplicationType type) {
		try (RunningApplication application = RunningApplication.start(type, WithSubtree.class)) {
			assertThat(application.get("/health").body()).isEqualTo("own");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { WithRoute.class, WithNestedRoute.class, WithBeanName.class, WithServlet.class })
	void handlersOfSpringMvcCount(Class<?> configuration) {
		try (RunningApplication application = RunningApplication.start(WebApplicationType.SERVLET, configuration)) {
			assertThat(application.get("/health").body()).isEqualTo("own");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { WithReactiveRoute.class, WithNestedReactiveRoute.class, WithWebHandler.class })
	void handlersOfSpringWebFluxCount(Class<?> configuration) {
		try (RunningApplication application = RunningApplication.start(WebApplicationType.REACTIVE, configuration)) {
			assertThat(application.get("/health").body()).isEqualTo("own");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
		}
	}

	@Test
	void routesForEverythingDoNotCount() {
		try (RunningApplication application = RunningApplication.start(WebApplicationType.SERVLET,
				WithCatchAllRoutes.class)) {
			assertThat(application.get("/health").body()).isEqualTo("Healthy");
			assertThat(application.get("/other").body()).isEqualTo("own");
		}
	}

	@Test
	void pathsAreBelowThatOfTheDispatcherServlet() {
		try (RunningApplication application = RunningApplication.start(WebApplicationType.SERVLET, WithCatchAll.class,
				"spring.mvc.servlet.path=/api")) {
			assertThat(application.get("/api/health").body()).isEqualTo("Healthy");
			assertThat(application.get("/health").statusCode()).isEqualTo(404);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class WithController {

		@GetMapping("/health")
		String health() {
			return "own";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class WithCatchAll {

		@GetMapping("/{path}")
		String one() {
			return "own";
		}

		@GetMapping("/**")
		String all() {
			return "all";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class WithSubtree {

		@GetMapping("health/{*rest}")
		String health() {
			return "own";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithRoute {

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route().GET("/health", (request) -> ServerResponse.ok().body("own")).build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithNestedRoute {

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route()
				.path("/health",
						(routes) -> routes.GET("", (request) -> ServerResponse.ok().body("own"))
							.POST("/more", (request) -> ServerResponse.ok().build()))
				.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithCatchAllRoutes {

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions
				.route(RequestPredicates.path("/health").negate(), (request) -> ServerResponse.ok().body("own"))
				.andRoute(RequestPredicates.all(), (request) -> ServerResponse.ok().body("all"));
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithBeanName {

		@Bean("/health")
		HttpRequestHandler health() {
			return (request, response) -> response.getWriter().write("own");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithServlet {

		@Bean
		ServletRegistrationBean<HttpServlet> health() {
			return new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					response.getWriter().write("own");
				}

			}, "/health");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithReactiveRoute {

		@Bean
		org.springframework.web.reactive.function.server.RouterFunction<?> route() {
			return org.springframework.web.reactive.function.server.RouterFunctions.route()
				.GET("/health",
						(request) -> org.springframework.web.reactive.function.server.ServerResponse.ok()
							.bodyValue("own"))
				.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithNestedReactiveRoute {

		@Bean
		org.springframework.web.reactive.function.server.RouterFunction<?> route() {
			return org.springframework.web.reactive.function.server.RouterFunctions.route()
				.path("/health",
						(routes) -> routes.GET("",
								(request) -> org.springframework.web.reactive.function.server.ServerResponse.ok()
									.bodyValue("own")))
				.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithWebHandler {

		@Bean
		SimpleUrlHandlerMapping mapping() {
			WebHandler handler = (exchange) -> {
				ServerHttpResponse response = exchange.getResponse();
				return response
					.writeWith(Mono.just(response.bufferFactory().wrap("own".getBytes(StandardCharsets.UTF_8))));
			};
			return new SimpleUrlHandlerMapping(Map.of("/health", handler), 1);
		}

	}

}
