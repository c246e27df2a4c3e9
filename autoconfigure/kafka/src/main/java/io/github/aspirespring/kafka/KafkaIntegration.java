// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.aspirespring.boot.Integration;
import io.github.aspirespring.boot.IntegrationProperties;
import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * Kafka and Redpanda, whose resources look the same, and the Kafka endpoint of Event
 * Hubs.
 */
final class KafkaIntegration implements Integration {

	static final String ID = "kafka";

	private static final List<String> NAMESPACES = List.of("spring.kafka", "spring.kafka.consumer",
			"spring.kafka.producer", "spring.kafka.admin", "spring.kafka.streams");

	private static final Set<String> ADDRESS = Set.of("HOST", "PORT");

	private static final Set<String> CONSUMER_GROUP = Set.of("EVENTHUBNAME", "CONSUMERGROUPNAME");

	private static final List<String> FOREIGN = List.of("URI", "USERNAME", "PASSWORD", "JDBCCONNECTIONSTRING");

	@Override
	public String id() {
		return ID;
	}

	@Override
	public String displayName() {
		return "Kafka";
	}

	@Override
	public Class<? extends IntegrationProperties> propertiesType() {
		return AspireKafkaProperties.class;
	}

	@Override
	public List<String> locationProperties() {
		return List.of("spring.kafka.bootstrap-servers");
	}

	/**
	 * Brokers of a single client are a part that can change on its own, too: the other
	 * clients stay where the AppHost connects them.
	 */
	@Override
	public List<String> credentialProperties() {
		List<String> properties = new ArrayList<>();
		for (String namespace : NAMESPACES) {
			protocol(namespace).forEach(properties::add);
			login(namespace).forEach(properties::add);
		}
		List.of("consumer", "producer", "streams")
			.forEach((client) -> servers("spring.kafka." + client).forEach(properties::add));
		return properties;
	}

	@Override
	public boolean leavesOpen(Connection connection, String property) {
		try {
			KafkaConnection kafka = KafkaConnection.of(connection);
			return (property.contains("security.protocol") && kafka.protocol() == null)
					|| (property.contains("sasl.") && kafka.eventHubs() == null);
		}
		catch (MalformedConnectionException ex) {
			return false;
		}
	}

	/**
	 * A resource of Kafka has a host and a port and nothing else, no URI in particular. A
	 * connection string of Event Hubs looks like one of Service Bus, unless it names a
	 * consumer group or the properties name an event hub.
	 */
	@Override
	public Recognition recognize(Connection connection) {
		Set<String> properties = connection.properties().names();
		ConnectionString string = connection.connectionString();
		if (string == null) {
			return properties.equals(ADDRESS) ? Recognition.POSSIBLE : Recognition.NO;
		}
		if (EventHubsString.matches(string)) {
			boolean certain = string.keyValues().get("ConsumerGroup") != null
					|| properties.stream().anyMatch(CONSUMER_GROUP::contains);
			return certain ? Recognition.CERTAIN : Recognition.POSSIBLE;
		}
		if (FOREIGN.stream().anyMatch(properties::contains) || !KafkaConnection.areBrokers(string)) {
			return Recognition.NO;
		}
		return properties.containsAll(ADDRESS) ? Recognition.CERTAIN : Recognition.POSSIBLE;
	}

	/**
	 * Event Hubs drops what is idle for 240 seconds, so its clients have to look earlier.
	 * @see <a href=
	 * "https://learn.microsoft.com/azure/event-hubs/apache-kafka-configurations">Recommended
	 * configurations for Apache Kafka clients</a>
	 */
	@Override
	public Map<String, Object> defaults(Selection selection) {
		Map<String, Object> defaults = new HashMap<>();
		defaults.put("spring.kafka.template.observation-enabled", "true");
		defaults.put("spring.kafka.listener.observation-enabled", "true");
		KafkaConnectionSettings settings = selection.settings(KafkaConnectionSettings.class);
		settings.properties().forEach((key, value) -> defaults.put("spring.kafka.properties." + key, value));
		if (settings.groupId() != null) {
			defaults.put("spring.kafka.consumer.group-id", settings.groupId());
		}
		if (KafkaConnection.of(selection.connection()).eventHubs() != null) {
			defaults.putIfAbsent("spring.kafka.properties.connections.max.idle.ms", "180000");
			defaults.putIfAbsent("spring.kafka.properties.metadata.max.age.ms", "180000");
		}
		return defaults;
	}

	/**
	 * Returns the properties by which an application gives a client brokers of its own.
	 */
	static Stream<String> servers(String namespace) {
		return Stream.of(namespace + ".bootstrap-servers", namespace + ".bootstrap-servers[0]");
	}

	/**
	 * Returns the properties by which an application says which protocol a client uses.
	 */
	static Stream<String> protocol(String namespace) {
		return Stream.concat(Stream.of(namespace + ".security.protocol"), raw(namespace, "security.protocol"));
	}

	/**
	 * Returns the properties by which an application says who a client connects as.
	 */
	static Stream<String> login(String namespace) {
		return Stream.concat(raw(namespace, "sasl.jaas.config"), raw(namespace, "sasl.mechanism"));
	}

	private static Stream<String> raw(String namespace, String key) {
		return Stream.of(namespace + ".properties." + key, namespace + ".properties[" + key + "]");
	}

}
