// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;

import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceDefaultsTests {

	private static final List<String> CONTENT = List.of("spring.ai.chat.client.observations.log-completion",
			"spring.ai.chat.client.observations.log-prompt", "spring.ai.chat.observations.log-completion",
			"spring.ai.chat.observations.log-prompt", "spring.ai.image.observations.log-prompt",
			"spring.ai.tools.observations.include-content", "spring.ai.vectorstore.observations.log-query-response");

	private final AspireContextRunner runner = new AspireContextRunner();

	@Test
	void namesTheApplicationAsTheAppHostDoes() {
		this.runner.withVariable("OTEL_SERVICE_NAME", "catalog")
			.run((context) -> assertThat(name(context)).isEqualTo("catalog"));
	}

	@Test
	void leavesTheNameThatTheApplicationHas() {
		this.runner.withVariable("OTEL_SERVICE_NAME", "catalog")
			.withApplicationProperties("spring.application.name=shop")
			.run((context) -> assertThat(name(context)).isEqualTo("shop"));
	}

	@Test
	void namesTheApplicationForTheJavaAgentToo() {
		this.runner.withVariable("OTEL_SERVICE_NAME", "catalog")
			.withVariable("ASPIRE_TELEMETRY_JAVAAGENT", "true")
			.run((context) -> assertThat(name(context)).isEqualTo("catalog"));
	}

	@Test
	void capturesContentOfGenerativeAiWhereTheAppHostSaysSo() {
		this.runner.withVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")
			.withApplicationProperties("spring.ai.chat.observations.log-prompt=false")
			.run((context) -> assertThat(CONTENT)
				.allSatisfy((property) -> assertThat(context.getEnvironment().getProperty(property))
					.isEqualTo(property.equals("spring.ai.chat.observations.log-prompt") ? "false" : "true")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", " ", "1" })
	void capturesNoContentOtherwise(String value) {
		this.runner.withVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", value)
			.run((context) -> assertThat(CONTENT)
				.noneMatch((property) -> context.getEnvironment().containsProperty(property)));
	}

	@Test
	void isSwitchedOff() {
		this.runner.withVariable("OTEL_SERVICE_NAME", "catalog")
			.withApplicationProperties("aspire.telemetry.enabled=false")
			.run((context) -> assertThat(name(context)).isNull());
	}

	private static @Nullable String name(ApplicationContext context) {
		return context.getEnvironment().getProperty("spring.application.name");
	}

}
