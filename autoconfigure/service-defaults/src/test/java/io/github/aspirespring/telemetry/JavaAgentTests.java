// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.util.List;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;

import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what follows where telemetry is left to the Java agent, without one.
 */
class JavaAgentTests {

	private static final List<String> EXPORTS = List.of("management.opentelemetry.map-environment-variables",
			"management.opentelemetry.enabled", "management.logging.export.enabled",
			"management.otlp.metrics.export.enabled", "management.tracing.export.enabled");

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireJavaAgentAutoConfiguration.class,
				AspireTelemetryAutoConfiguration.class, NoopTracerAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class));

	@Test
	void isNotInChargeWhereItIsNotAttached() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SdkTracerProvider.class).hasSingleBean(OpenTelemetrySdk.class);
			assertThat(context.getBean(TelemetryProperties.class)).isEqualTo(new TelemetryProperties(true, false));
			assertThat(EXPORTS).noneMatch((property) -> context.getEnvironment().containsProperty(property));
		});
	}

	@Test
	void takesOverWhatSpringBootExports() {
		this.runner.withVariable("ASPIRE_TELEMETRY_JAVAAGENT", "true").run((context) -> {
			assertThat(context.getBean(TelemetryProperties.class)).isEqualTo(new TelemetryProperties(false, true));
			assertThat(EXPORTS).allSatisfy(
					(property) -> assertThat(context.getEnvironment().getProperty(property)).isEqualTo("false"));
		});
	}

	@Test
	void takesOverTracing() {
		this.runner.withVariable("ASPIRE_TELEMETRY_JAVAAGENT", "true").run((context) -> {
			assertThat(context).doesNotHaveBean(OpenTelemetrySdk.class).hasSingleBean(OpenTelemetry.class);
			assertThat(context.getBean(Tracer.class)).isSameAs(Tracer.NOOP);
			assertThat(context.getBean(Propagator.class)).isSameAs(Propagator.NOOP);
		});
	}

	@Test
	void leavesTelemetryToTheApplicationThatInsists() {
		this.runner.withVariable("ASPIRE_TELEMETRY_JAVAAGENT", "true")
			.withApplicationProperties("aspire.telemetry.enabled=true")
			.run((context) -> {
				assertThat(context).hasSingleBean(SdkTracerProvider.class);
				// Without an endpoint metrics are off anyway
				assertThat(EXPORTS).filteredOn((property) -> context.getEnvironment().containsProperty(property))
					.containsOnly("management.otlp.metrics.export.enabled");
			});
	}

	@Test
	void losesToWhatTheApplicationExports() {
		this.runner.withVariable("ASPIRE_TELEMETRY_JAVAAGENT", "true")
			.withApplicationProperties("management.tracing.export.enabled=true")
			.run((context) -> assertThat(context.getEnvironment().getProperty("management.tracing.export.enabled"))
				.isEqualTo("true"));
	}

	@Test
	void keepsItsTracingOfLettuce() {
		DefaultListableBeanFactory registry = new DefaultListableBeanFactory();
		registry.registerBeanDefinition("lettuceObservation", definition(
				"org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration"));
		registry.registerBeanDefinition("other", definition("com.example.RedisConfiguration"));
		new LettuceObservationRemover().postProcessBeanDefinitionRegistry(registry);
		assertThat(registry.getBeanDefinitionNames()).containsExactly("other");
	}

	private static RootBeanDefinition definition(String factoryBeanName) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setFactoryBeanName(factoryBeanName);
		return definition;
	}

}
