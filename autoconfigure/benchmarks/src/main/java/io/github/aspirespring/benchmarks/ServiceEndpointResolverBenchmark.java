// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.discovery.ServiceTarget;

/**
 * Finds the address for a request, beside making the URL of the request, which costs
 * every application the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ServiceEndpointResolverBenchmark {

	private static final String SERVICE = "https+http://catalog/products/1";

	private static final URI SERVICE_URL = URI.create(SERVICE);

	private static final URI HOST_URL = URI.create("https://www.example.com/products/1");

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private @Nullable ServiceEndpointResolver resolver;

	/**
	 * Starts an application with a service that has three endpoints.
	 */
	@Setup
	public void start() {
		String variables = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		this.context.getEnvironment()
			.getPropertySources()
			.replace(variables,
					new SystemEnvironmentPropertySource(variables,
							Map.of("services__catalog__https__0", "https://localhost:7001",
									"services__catalog__https__1", "https://localhost:7002",
									"services__catalog__https__2", "https://localhost:7003")));
		this.context.register(AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class);
		this.context.refresh();
		this.resolver = this.context.getBean(ServiceEndpointResolver.class);
	}

	/**
	 * Stops the application.
	 */
	@TearDown
	public void stop() {
		this.context.close();
	}

	/**
	 * Makes a URL.
	 * @return the URL
	 */
	@Benchmark
	public URI url() {
		return URI.create(SERVICE);
	}

	/**
	 * Makes a URL and resolves it.
	 * @return the address
	 */
	@Benchmark
	public URI urlAndService() {
		return resolver().resolve(URI.create(SERVICE));
	}

	/**
	 * Resolves the URL of a service.
	 * @return the address
	 */
	@Benchmark
	public URI service() {
		return resolver().resolve(SERVICE_URL);
	}

	/**
	 * Finds that a URL is that of a host.
	 * @return nothing
	 */
	@Benchmark
	public @Nullable ServiceTarget host() {
		return resolver().target(HOST_URL);
	}

	private ServiceEndpointResolver resolver() {
		if (this.resolver == null) {
			throw new IllegalStateException("Not started");
		}
		return this.resolver;
	}

}
