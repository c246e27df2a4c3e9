// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import java.util.Objects;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation.DefaultKafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

/**
 * Adds to the spans of listeners the server that their factory is configured with, which
 * can't be found by the listener.
 */
final class KafkaListenerServers implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractKafkaListenerContainerFactory<?, ?, ?> containers
				&& containers.getConsumerFactory() instanceof DefaultKafkaConsumerFactory<?, ?> consumers) {
			ServerAddress server = KafkaServers.first(consumers.getConfigurationProperties());
			if (server != null) {
				add(containers.getContainerProperties(), server);
			}
		}
		return bean;
	}

	private static void add(ContainerProperties properties, ServerAddress server) {
		KafkaListenerObservationConvention own = properties.getObservationConvention();
		properties.setObservationConvention(new ServerConvention(
				Objects.requireNonNullElse(own, DefaultKafkaListenerObservationConvention.INSTANCE), server));
	}

	private record ServerConvention(KafkaListenerObservationConvention convention,
			ServerAddress server) implements KafkaListenerObservationConvention {

		@Override
		public String getName() {
			return this.convention.getName();
		}

		@Override
		public @Nullable String getContextualName(KafkaRecordReceiverContext context) {
			return this.convention.getContextualName(context);
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(KafkaRecordReceiverContext context) {
			return this.convention.getLowCardinalityKeyValues(context);
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(KafkaRecordReceiverContext context) {
			return KeyValues.of("server.address", this.server.host(), "server.port", String.valueOf(this.server.port()))
				.and(this.convention.getHighCardinalityKeyValues(context));
		}

	}

}
