// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import java.util.HashMap;
import java.util.Map;

import io.github.aspirespring.telemetry.TelemetryDefaults;

/**
 * Has Spring for Apache Kafka and Spring AMQP observe messages, which they do not by
 * default, whether an AppHost references the broker or not.
 */
final class MessagingDefaults extends TelemetryDefaults {

	@Override
	protected Map<String, Object> telemetryDefaults(Context context) {
		Map<String, Object> defaults = new HashMap<>();
		if (!"false".equalsIgnoreCase(context.property("aspire.telemetry.messaging.enabled"))) {
			for (String part : new String[] { "kafka.template", "kafka.listener", "rabbitmq.template",
					"rabbitmq.listener.simple", "rabbitmq.listener.direct", "rabbitmq.listener.stream" }) {
				defaults.put("spring." + part + ".observation-enabled", "true");
			}
		}
		return defaults;
	}

}
