// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.util.Map;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.test.AheadOfTimeRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the export of an application that was processed ahead of time.
 */
@CompileWithForkedClassLoader
@ExtendWith(OutputCaptureExtension.class)
class TelemetryAotTests {

	private static final String WARNING = "Telemetry is not exported";

	private static final Map<String, Object> ENDPOINT = Map.of("management.opentelemetry.tracing.export.otlp.endpoint",
			"http://localhost:1/v1/traces");

	@Test
	void saysThatTheBuildKnewNoEndpoint(CapturedOutput output) {
		new AheadOfTimeRunner(Application.class).withApplicationProperties(ENDPOINT)
			.run((context) -> assertThat(context.getBeanProvider(SpanExporter.class)).isEmpty());

		assertThat(output).containsOnlyOnce(WARNING);
	}

	@Test
	void exportsIfTheBuildKnewAnEndpoint(CapturedOutput output) {
		new AheadOfTimeRunner(Application.class).withBuildProperties(ENDPOINT)
			.withApplicationProperties(ENDPOINT)
			.run((context) -> assertThat(context.getBeanProvider(SpanExporter.class)).hasSize(1));

		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void isSilentWithoutAnEndpoint(CapturedOutput output) {
		new AheadOfTimeRunner(Application.class)
			.run((context) -> assertThat(context.getBeanProvider(SpanExporter.class)).isEmpty());

		assertThat(output).doesNotContain(WARNING);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireTelemetryAutoConfiguration.class, OtlpTracingAutoConfiguration.class })
	static class Application {

	}

}
