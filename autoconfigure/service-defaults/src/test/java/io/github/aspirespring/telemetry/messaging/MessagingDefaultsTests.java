// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagingDefaults}.
 */
class MessagingDefaultsTests {

	@ParameterizedTest
	@ValueSource(strings = { "kafka.template", "kafka.listener", "rabbitmq.template", "rabbitmq.listener.simple",
			"rabbitmq.listener.direct", "rabbitmq.listener.stream" })
	void haveMessagesObserved(String part) {
		String property = "spring." + part + ".observation-enabled";
		assertThat(value(property)).isEqualTo("true");
		assertThat(value(property, property + "=false")).isEqualTo("false");
		for (String off : new String[] { "aspire.enabled", "aspire.telemetry.enabled",
				"aspire.telemetry.messaging.enabled" }) {
			assertThat(value(property, off + "=false")).isNull();
		}
	}

	private static @Nullable String value(String property, String... properties) {
		List<@Nullable String> values = new ArrayList<>();
		new AspireContextRunner().withApplicationProperties(properties)
			.withVariables(AppHostVariables.none())
			.run((context) -> values.add(context.getEnvironment().getProperty(property)));
		return values.get(0);
	}

}
