// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.Integration.Recognition;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what becomes of everything that AppHosts inject, resources of Kafka and others.
 */
class KafkaVectorsTests {

	private static final String KAFKA = """
			v023 | kafka    | localhost:9092
			v205 | kafka    | localhost:27017
			v258 | redpanda | localhost:19092
			v480 | kafka    | localhost:51004
			""";

	// Their only credential is a token
	private static final Set<String> EVENT_HUBS = Set.of("v043 consumergroup", "v053 eventhubs", "v055 eventhub",
			"v238 hub1", "v239 cg1");

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireKafkaAutoConfiguration.class));

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', textBlock = KAFKA)
	void connectsToKafka(String id, String name, String brokers) {
		AspireContextRunner variablesRunner = this.runner;
		for (Map.Entry<String, String> variable : HostingVectors.variables().getOrDefault(id, Map.of()).entrySet()) {
			variablesRunner = variablesRunner.withVariable(variable.getKey(), variable.getValue());
		}
		variablesRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			KafkaConnectionDetails details = context.getBean(KafkaConnectionDetails.class);
			assertThat(details.getBootstrapServers()).containsExactly(brokers);
			assertThat(details.getSecurityProtocol()).isNull();
			assertThat(details.getSslBundle()).isNull();
		});
	}

	@Test
	void recognisesKafkaAndNothingElse() {
		Set<String> certain = new TreeSet<>();
		Set<String> possible = new TreeSet<>();
		HostingVectors.connections().forEach((key, connection) -> {
			Recognition recognition = new KafkaIntegration().recognize(connection);
			if (recognition == Recognition.CERTAIN) {
				certain.add(key);
			}
			else if (recognition == Recognition.POSSIBLE) {
				possible.add(key);
				assertThat(isAddressAlone(connection)).as(key).isTrue();
			}
		});
		assertThat(certain).containsExactly("v023 kafka", "v258 redpanda", "v480 kafka");
		assertThat(possible).contains("v205 kafka");
	}

	@Test
	void rejectsEventHubsWithoutKey() {
		Map<String, Connection> connections = HostingVectors.connections();
		assertThat(connections).containsKeys(EVENT_HUBS.toArray(String[]::new));
		EVENT_HUBS.forEach((key) -> assertThat(connections.get(key)).as(key)
			.isNotNull()
			.satisfies((connection) -> assertThat(new KafkaIntegration().recognize(connection))
				.isEqualTo(Recognition.NO)));
	}

	// A connection string without properties, or properties without a connection string
	private static boolean isAddressAlone(Connection connection) {
		return (connection.connectionString() == null) ? connection.properties().names().equals(Set.of("HOST", "PORT"))
				: connection.properties().isEmpty() && connection.connectionString().hostAndPorts().size() == 1;
	}

}
