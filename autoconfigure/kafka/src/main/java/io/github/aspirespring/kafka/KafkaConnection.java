// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * A connection to Kafka, put together from everything that an AppHost says about it. Host
 * and port win over the connection string, but name a single broker: if it is one of
 * several in the connection string, the others are brokers as well.
 *
 * @param brokers where the brokers are looked up, at least one, each with a port
 * @param protocol the security protocol, or {@code null} if the connection leaves it open
 * @param eventHubs how to log in to Event Hubs, or {@code null} if this is no connection
 * to it
 */
record KafkaConnection(List<HostAndPort> brokers, @Nullable String protocol, @Nullable EventHubsString eventHubs) {

	/**
	 * The port of a broker that is named without one, as for Confluent's client.
	 */
	static final int PORT = 9092;

	// As kafka-clients accept it, where the name of a listener means nothing. Here it
	// means what it says
	private static final Pattern LISTENER = Pattern.compile("(PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL)://(.*)");

	/**
	 * Creates a connection.
	 */
	KafkaConnection {
		brokers = List.copyOf(brokers);
	}

	/**
	 * Reads a connection.
	 * @param connection the connection
	 * @return the connection to Kafka
	 * @throws MalformedConnectionException if it cannot be read
	 */
	static KafkaConnection of(Connection connection) {
		ConnectionString string = connection.connectionString();
		if (string != null && string.isKeyValues()) {
			EventHubsString eventHubs = EventHubsString.parse(string);
			return new KafkaConnection(List.of(eventHubs.broker()), "SASL_SSL", eventHubs);
		}
		List<HostAndPort> brokers = new ArrayList<>();
		Set<String> protocols = new LinkedHashSet<>();
		if (string != null) {
			read(string, brokers, protocols);
			brokers.replaceAll((each) -> each.withDefaultPort(PORT));
		}
		HostAndPort broker = broker(connection.properties(), brokers.isEmpty() ? PORT : brokers.get(0).port());
		if (broker != null && !brokers.contains(broker)) {
			brokers = List.of(broker);
		}
		if (brokers.isEmpty()) {
			throw new MalformedConnectionException(connection.sources().get(0), "it must name at least one broker");
		}
		return new KafkaConnection(brokers, protocols.isEmpty() ? null : protocols.iterator().next(), null);
	}

	/**
	 * Tells whether a connection string is a list of brokers, each with a port.
	 * @param string a connection string
	 * @return whether all of it can be read that way
	 */
	static boolean areBrokers(ConnectionString string) {
		try {
			List<HostAndPort> brokers = new ArrayList<>();
			read(string, brokers, new LinkedHashSet<>());
			return brokers.stream().noneMatch((broker) -> broker.port() == HostAndPort.NO_PORT);
		}
		catch (MalformedConnectionException ex) {
			return false;
		}
	}

	/**
	 * Returns the consumer group that the connection names, or {@code null}.
	 */
	@Nullable String consumerGroup() {
		return (this.eventHubs != null) ? this.eventHubs.consumerGroup() : null;
	}

	private static void read(ConnectionString string, List<HostAndPort> brokers, Set<String> protocols) {
		for (String element : string.value().split(",", -1)) {
			Matcher listener = LISTENER.matcher(element.strip());
			String address = element;
			if (listener.matches()) {
				protocols.add(Objects.requireNonNull(listener.group(1)));
				address = Objects.requireNonNull(listener.group(2));
			}
			brokers.add(HostAndPort.parse(string.source(), address));
		}
		if (protocols.size() > 1) {
			throw new MalformedConnectionException(string.source(), "all brokers must be of the same protocol");
		}
	}

	private static @Nullable HostAndPort broker(ConnectionProperties properties, int otherwise) {
		String host = properties.host();
		return (host != null) ? new HostAndPort(host, Objects.requireNonNullElse(properties.port(), otherwise)) : null;
	}

}
