// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.metrics;

import java.net.URI;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class SelectionMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(
				AutoConfigurations.of(AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
						AspireServiceDiscoveryMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withBean(MeterRegistry.class, () -> this.registry)
		.withVariables(AppHostVariables.none()
			.variable("services__catalog__http__0", "http://localhost:1")
			.variable("services__catalog__http__1", "http://localhost:2"));

	@Test
	void countTheEndpointsOfKnownServices() {
		this.runner.run((context) -> {
			ServiceEndpointResolver resolver = context.getBean(ServiceEndpointResolver.class);
			for (int i = 0; i < 3; i++) {
				resolver.resolve("https+http://catalog/products");
			}
			resolver.resolve("http://_http.catalog/products");
			assertThat(count("catalog", "localhost:1") + count("catalog", "localhost:2")).isEqualTo(4);
			assertThat(count("catalog", "localhost:2")).isGreaterThanOrEqualTo(2);
		});
	}

	@Test
	void doNotCountHostsThatNobodyKnows() {
		this.runner.run((context) -> {
			ServiceEndpointResolver resolver = context.getBean(ServiceEndpointResolver.class);
			resolver.resolve("https+http://basket/");
			resolver.resolve(URI.create("http://example.org/"));
			assertThat(this.registry.find(SelectionMetrics.NAME).functionCounters()).isEmpty();
		});
	}

	@Test
	void loseNothingThatHappensBeforeThereIsARegistry() {
		SelectionMetrics metrics = new SelectionMetrics();
		metrics.counter("catalog", endpoint(1)).run();
		metrics.bindTo(this.registry);
		metrics.counter("catalog", endpoint(1)).run();
		assertThat(count("catalog", "localhost:1")).isEqualTo(2);
	}

	@Test
	void stayFewHoweverManyInstancesComeAndGo() {
		SelectionMetrics metrics = new SelectionMetrics();
		metrics.bindTo(this.registry);
		for (int i = 1; i <= SelectionMetrics.MAX_ENDPOINTS + 100; i++) {
			metrics.counter("catalog", endpoint(i)).run();
		}
		assertThat(this.registry.find(SelectionMetrics.NAME).functionCounters())
			.hasSize(SelectionMetrics.MAX_ENDPOINTS + 1);
		assertThat(count("catalog", SelectionMetrics.OTHERS)).isEqualTo(100);
	}

	@Test
	void areSwitchedOffWithTelemetry() {
		this.runner.withPropertyValues("aspire.telemetry.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(SelectionMetrics.class);
			assertThat(context.getBean(ServiceEndpointResolver.class).resolve("http://catalog")).isNotNull();
		});
	}

	@Test
	void areNotNeeded() {
		new AspireContextRunner()
			.withConfiguration(
					AutoConfigurations.of(AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
							AspireServiceDiscoveryMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasSingleBean(ServiceEndpointResolver.class));
	}

	private double count(String service, String endpoint) {
		@Nullable FunctionCounter counter = this.registry.find(SelectionMetrics.NAME)
			.tags("service", service, "endpoint", endpoint)
			.functionCounter();
		return (counter != null) ? counter.count() : 0;
	}

	private static ServiceEndpoint endpoint(int port) {
		return ServiceEndpoint.parse("services__catalog__http__0", "http://localhost:" + port);
	}

}
