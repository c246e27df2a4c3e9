// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * The clients for which Spring Boot has properties of their own.
 */
enum KafkaClient {

	CONSUMER, PRODUCER, ADMIN, STREAMS;

	/**
	 * The namespace of the properties that all clients share.
	 */
	static final String SHARED = "spring.kafka";

	/**
	 * Returns the namespace of the properties of this client.
	 */
	String namespace() {
		return SHARED + "." + name().toLowerCase(Locale.ROOT);
	}

	@Nullable List<String> bootstrapServers(KafkaProperties properties) {
		return switch (this) {
			case CONSUMER -> properties.getConsumer().getBootstrapServers();
			case PRODUCER -> properties.getProducer().getBootstrapServers();
			case ADMIN -> null;
			case STREAMS -> properties.getStreams().getBootstrapServers();
		};
	}

	KafkaProperties.Ssl ssl(KafkaProperties properties) {
		return switch (this) {
			case CONSUMER -> properties.getConsumer().getSsl();
			case PRODUCER -> properties.getProducer().getSsl();
			case ADMIN -> properties.getAdmin().getSsl();
			case STREAMS -> properties.getStreams().getSsl();
		};
	}

	@Nullable String protocol(KafkaProperties properties) {
		return switch (this) {
			case CONSUMER -> properties.getConsumer().getSecurity().getProtocol();
			case PRODUCER -> properties.getProducer().getSecurity().getProtocol();
			case ADMIN -> properties.getAdmin().getSecurity().getProtocol();
			case STREAMS -> properties.getStreams().getSecurity().getProtocol();
		};
	}

	/**
	 * Returns the properties of kafka-clients that Spring Boot makes of those of the
	 * application.
	 */
	Map<String, Object> build(KafkaProperties properties) {
		return switch (this) {
			case CONSUMER -> properties.buildConsumerProperties();
			case PRODUCER -> properties.buildProducerProperties();
			case ADMIN -> properties.buildAdminProperties();
			case STREAMS -> properties.buildStreamsProperties();
		};
	}

}
