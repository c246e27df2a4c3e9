// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.observe;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.ConditionalOnAspireConnection;

/**
 * Auto-configuration that adds {@code messaging.system} to the spans of Spring AMQP, by
 * which Aspire's dashboard tells that they are about messages. Metrics keep their tags.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/messaging/rabbitmq/">Semantic conventions
 * for RabbitMQ</a>
 */
@AutoConfiguration
@ConditionalOnClass(ObservationFilter.class)
@ConditionalOnAspireConnection("rabbitmq")
public final class AspireRabbitObservationAutoConfiguration {

	private static final KeyValue SYSTEM = KeyValue.of("messaging.system", "rabbitmq");

	@Bean
	ObservationFilter aspireRabbitMessagingSystem() {
		return (context) -> {
			// What Spring AMQP calls the other side, for streams as well
			String remote = remoteServiceName(context);
			boolean said = context.getHighCardinalityKeyValue(SYSTEM.getKey()) != null
					|| context.getLowCardinalityKeyValue(SYSTEM.getKey()) != null;
			return (remote != null && remote.startsWith("RabbitMQ") && !said)
					? context.addHighCardinalityKeyValue(SYSTEM) : context;
		};
	}

	private static @Nullable String remoteServiceName(Observation.Context context) {
		if (context instanceof SenderContext<?> sender) {
			return sender.getRemoteServiceName();
		}
		return (context instanceof ReceiverContext<?> receiver) ? receiver.getRemoteServiceName() : null;
	}

}
