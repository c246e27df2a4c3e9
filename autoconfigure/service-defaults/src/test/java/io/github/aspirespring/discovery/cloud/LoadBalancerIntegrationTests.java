// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException.ServiceUnavailable;

import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests clients that the load balancer of Spring Cloud tells where to go, when it asks
 * the one discovery client and when it asks the other.
 */
@Timeout(60)
@ParameterizedClass(name = "reactive: {0}")
@ValueSource(booleans = { true, false })
class LoadBalancerIntegrationTests {

	private final TestServer first = TestServer
		.start((request, out) -> TestServer.answer(out, 200, "first " + request.path()));

	private final TestServer second = TestServer
		.start((request, out) -> TestServer.answer(out, 200, "second " + request.path()));

	@Parameter
	boolean reactive;

	@AfterEach
	void stop() {
		this.first.close();
		this.second.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://catalog", "https+http://catalog" })
	void sendsRequestsOfRestClientToEveryEndpoint(String url) {
		runner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).baseUrl(url).build();
			Set<@Nullable String> answers = new HashSet<>();
			for (int i = 0; i < 4; i++) {
				answers.add(client.get().uri("/products?page={page}", 1).retrieve().body(String.class));
			}
			assertThat(answers).containsExactlyInAnyOrder("first /products?page=1", "second /products?page=1");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://catalog", "https+http://catalog" })
	void sendsRequestsOfWebClientToEveryEndpoint(String url) {
		runner().run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).baseUrl(url).build();
			Set<@Nullable String> answers = new HashSet<>();
			for (int i = 0; i < 4; i++) {
				answers.add(client.get()
					.uri("/products?page={page}", 1)
					.retrieve()
					.bodyToMono(String.class)
					.block(Duration.ofSeconds(20)));
			}
			assertThat(answers).containsExactlyInAnyOrder("first /products?page=1", "second /products?page=1");
		});
	}

	@Test
	void prependsTheBasePathOfAnEndpoint() {
		AppHostVariables variables = AppHostVariables.none().endpoint("shop", "http", this.first.url() + "/v1/");
		runner().withVariables(variables).run((context) -> {
			assertThat(get(context, "http://shop/products?q={q}")).isEqualTo("first /v1/products?q=a%2Fb");
			assertThat(getReactively(context, "https+http://shop/products?q={q}"))
				.isEqualTo("first /v1/products?q=a%2Fb");
			assertThat(get(context, "http://shop?q={q}")).isEqualTo("first /v1?q=a%2Fb");
		});
	}

	@Test
	void choosesAnEndpointByItsName() {
		runner().run((context) -> {
			ServiceInstance instance = context.getBean(LoadBalancerClient.class).choose("_admin.catalog");
			assertThat(instance).isNotNull();
			assertThat(instance.getUri()).hasToString("http://localhost:9");
		});
	}

	@Test
	void leavesWhatToSayOfAnUnknownServiceToTheLoadBalancer() {
		runner().run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> get(context, "http://unknown/"))
				.withMessage("No instances available for unknown");
			assertThatExceptionOfType(ServiceUnavailable.class)
				.isThrownBy(() -> getReactively(context, "http://unknown/"))
				.satisfies((ex) -> assertThat(ex.getResponseBodyAsString())
					.isEqualTo("LoadBalancer does not contain an instance for the service unknown"));
		});
	}

	private static @Nullable String get(ApplicationContext context, String url) {
		return context.getBean(RestClient.Builder.class).build().get().uri(url, "a/b").retrieve().body(String.class);
	}

	private static @Nullable String getReactively(ApplicationContext context, String url) {
		return context.getBean(WebClient.Builder.class)
			.build()
			.get()
			.uri(url, "a/b")
			.retrieve()
			.bodyToMono(String.class)
			.block(Duration.ofSeconds(20));
	}

	private AspireContextRunner runner() {
		AppHostVariables variables = AppHostVariables.none()
			.endpoint("catalog", "http", this.first.url())
			.endpoint("catalog", "http", this.second.url())
			.endpoint("catalog", "admin", "http://localhost:9");
		return new AspireContextRunner().withUserConfiguration(LoadBalancedApplication.class)
			.withVariables(variables)
			.withApplicationProperties("spring.cloud.discovery.reactive.enabled=" + this.reactive);
	}

}
