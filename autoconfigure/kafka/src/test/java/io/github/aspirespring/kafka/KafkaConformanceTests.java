// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.kafka.core.ProducerFactory;

import io.github.aspirespring.kafka.health.AspireKafkaHealthAutoConfiguration;
import io.github.aspirespring.test.IntegrationConformanceTests;

/**
 * Tests that Kafka keeps the rules of all integrations.
 */
class KafkaConformanceTests extends IntegrationConformanceTests<KafkaConnectionDetails> {

	@Override
	protected String integration() {
		return "kafka";
	}

	@Override
	protected List<Class<?>> autoConfigurations() {
		return List.of(AspireKafkaAutoConfiguration.class, AspireKafkaClientsAutoConfiguration.class,
				AspireKafkaConnectionsAutoConfiguration.class, AspireKafkaHealthAutoConfiguration.class,
				SslAutoConfiguration.class, KafkaAutoConfiguration.class);
	}

	@Override
	protected Class<KafkaConnectionDetails> connectionDetailsType() {
		return KafkaConnectionDetails.class;
	}

	@Override
	protected Class<?> connectionBeanType() {
		return ProducerFactory.class;
	}

	@Override
	protected String target(KafkaConnectionDetails details) {
		return String.join(",", details.getBootstrapServers());
	}

	@Override
	protected KafkaConnectionDetails connectionDetails(String host, int port) {
		return () -> List.of(host + ":" + port);
	}

	@Override
	protected String connectionString(String host, int port, String password) {
		return host + ":" + port;
	}

	@Override
	protected Map<String, String> connectionProperties(String host, int port, String password) {
		return Map.of("Host", host, "Port", String.valueOf(port));
	}

	@Override
	protected String malformedConnectionString(String password) {
		return "Endpoint=" + password + ";SharedAccessKeyName=root;SharedAccessKey=" + password + ";EntityPath=orders;"
				+ "ConsumerGroup=all";
	}

	@Override
	protected String[] applicationProperties(String host, int port) {
		return new String[] { "spring.kafka.bootstrap-servers=" + host + ":" + port };
	}

}
