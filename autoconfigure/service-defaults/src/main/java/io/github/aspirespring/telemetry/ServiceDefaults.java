// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.util.HashMap;
import java.util.Map;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * What the AppHost says of the service itself: its name, and whether the content of
 * messages to and from generative AI may be recorded. Both hold for the OpenTelemetry
 * Java agent as well.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">OpenTelemetry
 * environment variables</a>
 * @see <a href=
 * "https://docs.spring.io/spring-ai/reference/observability/index.html">Observability of
 * Spring AI</a>
 */
final class ServiceDefaults implements ApplicationDefaults {

	@Override
	public String enabledProperty() {
		return "aspire.telemetry.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		Map<String, Object> defaults = new HashMap<>();
		String name = context.property("OTEL_SERVICE_NAME");
		if (name != null) {
			defaults.put("spring.application.name", name);
		}
		if ("true".equalsIgnoreCase(context.property("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"))) {
			for (String content : new String[] { "chat.observations.log-prompt", "chat.observations.log-completion",
					"chat.client.observations.log-prompt", "chat.client.observations.log-completion",
					"image.observations.log-prompt", "tools.observations.include-content",
					"vectorstore.observations.log-query-response" }) {
				defaults.put("spring.ai." + content, "true");
			}
		}
		return defaults;
	}

}
