// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * Tests of health endpoints in applications with Spring Security.
 */
@Timeout(60)
class HealthSecurityTests {

	@WebApplications
	void everybodyMayAskWhereSpringBootSecuresTheApplication(WebApplicationType type) {
		try (RunningApplication application = RunningApplication.start(type, SecuredApplication.class)) {
			assertThat(application.get("/health").body()).isEqualTo("Healthy");
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
			assertThat(application.send("POST", "/health").statusCode()).isEqualTo(405);
			assertThat(application.get("/health").headers().allValues("Set-Cookie")).isEmpty();
		}
	}

	@WebApplications
	void everythingElseStaysSecured(WebApplicationType type) {
		try (RunningApplication application = RunningApplication.start(type, SecuredApplication.class,
				"server.servlet.context-path=/shop", "spring.webflux.base-path=/shop")) {
			assertThat(application.get("/shop/health").body()).isEqualTo("Healthy");
			for (String path : new String[] { "/shop/secret", "/shop/health/", "/shop/health/more", "/shop/Health",
					"/shop/secret/health", "/shop/health;x=1", "/shop/actuator/info" }) {
				assertThat(application.get(path, "X-Requested-With", "XMLHttpRequest").statusCode()).as(path)
					.isIn(400, 401);
			}
		}
	}

	@WebApplications
	void handlerOfTheApplicationStaysSecured(WebApplicationType type) {
		try (RunningApplication application = RunningApplication.start(type, SecuredWithController.class)) {
			assertThat(application.get("/health", "X-Requested-With", "XMLHttpRequest").statusCode()).isEqualTo(401);
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
		}
	}

	@WebApplications
	void serverForManagementStaysAsItIs(WebApplicationType type) {
		try (RunningApplication application = RunningApplication.start(type, SecuredApplication.class,
				"management.server.port=0")) {
			assertThat(application.get("/health").body()).isEqualTo("Healthy");
			assertThat(application.getFromManagement("/health").statusCode()).isEqualTo(401);
			assertThat(application.getFromManagement("/actuator/health").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void pathOfTheDispatcherServletIsHeeded() {
		try (RunningApplication application = RunningApplication.start(WebApplicationType.SERVLET,
				SecuredApplication.class, "spring.mvc.servlet.path=/api")) {
			assertThat(application.get("/api/health").body()).isEqualTo("Healthy");
			assertThat(application.get("/health", "X-Requested-With", "XMLHttpRequest").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void chainOfTheApplicationCounts() {
		try (RunningApplication application = RunningApplication.start(WebApplicationType.SERVLET,
				SecuredByChain.class)) {
			assertThat(application.get("/health").statusCode()).isEqualTo(401);
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			assertThat(application.context().getBeanNamesForType(SecurityFilterChain.class))
				.containsExactly("defaultSecurityFilterChain");
		}
	}

	@Test
	void reactiveChainOfTheApplicationCounts() {
		try (RunningApplication application = RunningApplication.start(WebApplicationType.REACTIVE,
				SecuredByReactiveChain.class)) {
			assertThat(application.get("/health").statusCode()).isEqualTo(401);
			assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			assertThat(application.context().getBeanNamesForType(SecurityWebFilterChain.class))
				.containsExactly("springSecurityFilterChain");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class SecuredApplication {

		@GetMapping("/secret")
		String secret() {
			return "swordfish";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class SecuredWithController {

		@GetMapping("/health")
		String health() {
			return "swordfish";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SecuredByChain {

		// The name that Spring Boot has for its own
		@Bean
		SecurityFilterChain defaultSecurityFilterChain(HttpSecurity http) {
			http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/alive").permitAll().anyRequest().authenticated());
			http.httpBasic(withDefaults());
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SecuredByReactiveChain {

		@Bean
		SecurityWebFilterChain springSecurityFilterChain(ServerHttpSecurity http) {
			http.authorizeExchange(
					(exchanges) -> exchanges.pathMatchers("/alive").permitAll().anyExchange().authenticated());
			http.httpBasic(withDefaults());
			return http.build();
		}

	}

}
