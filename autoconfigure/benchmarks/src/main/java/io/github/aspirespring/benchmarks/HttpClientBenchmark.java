// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JCircuitBreakerFactory;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.client.RestClient;

import io.github.aspirespring.discovery.EndpointRotation;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.discovery.ServiceTarget;

/**
 * Calls a service through {@code RestClient}, on a transport that costs nothing: as it
 * is, with service discovery and standard resilience, and with what Spring Cloud has for
 * both, LoadBalancer and CircuitBreaker on Resilience4j, as they are configured by
 * default.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HttpClientBenchmark {

	private static final URI PRODUCT = URI.create("https+http://catalog/products/1");

	private @Nullable ConfigurableApplicationContext aspire;

	private @Nullable ConfigurableApplicationContext cloud;

	private RestClient bareClient = RestClient.create();

	private RestClient aspireClient = RestClient.create();

	private RestClient cloudClient = RestClient.create();

	private CircuitBreaker cloudCircuitBreaker = new Unset();

	private @Nullable ServiceEndpointResolver resolver;

	/**
	 * Starts the applications that the clients belong to.
	 */
	@Setup
	public void start() {
		this.bareClient = RestClient.builder().requestFactory(new StubRequestFactory()).build();
		this.aspire = start(Aspire.class, Map.of("services__catalog__http__0", "http://localhost:8080",
				"services__catalog__http__1", "http://localhost:8081"));
		this.resolver = this.aspire.getBean(ServiceEndpointResolver.class);
		this.aspireClient = RestClient.builder()
			.requestFactory(
					customizer(this.aspire).customize(ClientHttpRequestFactoryBuilder.of(StubRequestFactory::new))
						.build())
			.build();
		this.cloud = start(Cloud.class, Map.of());
		this.cloudClient = this.cloud.getBean(RestClient.Builder.class).build();
		this.cloudCircuitBreaker = this.cloud.getBean(Resilience4JCircuitBreakerFactory.class).create("catalog");
	}

	/**
	 * Stops the applications.
	 */
	@TearDown
	public void stop() {
		if (this.aspire != null) {
			this.aspire.close();
		}
		if (this.cloud != null) {
			this.cloud.close();
		}
	}

	/**
	 * Calls an address, with nothing in between.
	 * @return the body
	 */
	@Benchmark
	public @Nullable String bare() {
		return get(this.bareClient, "http://localhost:8080/products/{id}");
	}

	/**
	 * Calls a service, with service discovery and standard resilience.
	 * @return the body
	 */
	@Benchmark
	public @Nullable String aspire() {
		return get(this.aspireClient, "https+http://catalog/products/{id}");
	}

	/**
	 * Calls a service, with Spring Cloud's load balancer and circuit breaker.
	 * @return the body
	 */
	@Benchmark
	public @Nullable String springCloud() {
		return this.cloudCircuitBreaker.run(() -> get(this.cloudClient, "http://catalog/products/{id}"));
	}

	/**
	 * Finds the address of a service, and nothing else.
	 * @return the address
	 */
	@Benchmark
	public URI resolution() {
		if (this.resolver == null) {
			throw new IllegalStateException("Not started");
		}
		ServiceTarget target = this.resolver.target(PRODUCT);
		if (target == null) {
			throw new IllegalStateException("Unknown service");
		}
		EndpointRotation rotation = target.rotation();
		return rotation.address(PRODUCT, rotation.next());
	}

	private static @Nullable String get(RestClient client, String uri) {
		return client.get().uri(uri, 1).retrieve().body(String.class);
	}

	private static ConfigurableApplicationContext start(Class<?> configuration, Map<String, Object> variables) {
		return new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("benchmark-systemEnvironment", variables)))
			.properties("logging.level.root=warn", "spring.main.banner-mode=off",
					"spring.cloud.discovery.client.simple.instances.catalog[0].uri=http://localhost:8080",
					"spring.cloud.discovery.client.simple.instances.catalog[1].uri=http://localhost:8081")
			.run();
	}

	@SuppressWarnings("unchecked")
	private static ClientHttpRequestFactoryBuilderCustomizer<ClientHttpRequestFactoryBuilder<?>> customizer(
			ConfigurableApplicationContext context) {
		return context.getBean("aspireRequestFactoryCustomizer", ClientHttpRequestFactoryBuilderCustomizer.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Aspire {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = { "io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration",
			"io.github.aspirespring.http.AspireHttpClientAutoConfiguration",
			"io.github.aspirespring.resilience.AspireResilienceAutoConfiguration" })
	static class Cloud {

		@Bean
		@LoadBalanced
		RestClient.Builder loadBalancedBuilder() {
			return RestClient.builder().requestFactory(new StubRequestFactory());
		}

	}

	private static final class Unset implements CircuitBreaker {

		@Override
		public <T> T run(Supplier<T> toRun, Function<Throwable, T> fallback) {
			throw new IllegalStateException("Not started");
		}

	}

}
