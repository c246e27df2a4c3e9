// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.KeyValueString;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * A connection string of Event Hubs with a key, or a signature made from one, which is
 * what its Kafka endpoint takes for a password. The port of that endpoint is always 9093;
 * one in the connection string is that of AMQP or HTTPS.
 *
 * @param broker the Kafka endpoint
 * @param password the connection string without what only clients of Azure read
 * @param consumerGroup the consumer group that the AppHost names, or {@code null}
 * @see <a href=
 * "https://learn.microsoft.com/azure/event-hubs/azure-event-hubs-apache-kafka-overview">Event
 * Hubs for Apache Kafka</a>
 */
record EventHubsString(HostAndPort broker, String password, @Nullable String consumerGroup) {

	private static final int PORT = 9093;

	private static final String ENDPOINT = "Endpoint";

	private static final List<String> CREDENTIALS = List.of("SharedAccessKeyName", "SharedAccessKey",
			"SharedAccessSignature", "EntityPath");

	/**
	 * Tells whether a connection string has an endpoint and a key, whether or not they
	 * can be used. The emulator has both too, but its Kafka port stands nowhere.
	 * @param text a connection string
	 * @return whether it is one of Event Hubs, or of Service Bus, which look the same
	 */
	static boolean matches(ConnectionString text) {
		if (!text.isKeyValues()) {
			return false;
		}
		try {
			KeyValueString pairs = text.keyValues();
			boolean key = pairs.get("SharedAccessKeyName") != null && pairs.get("SharedAccessKey") != null;
			return pairs.get(ENDPOINT) != null && (key || pairs.get("SharedAccessSignature") != null)
					&& !"true".equalsIgnoreCase(pairs.get("UseDevelopmentEmulator"));
		}
		catch (MalformedConnectionException ex) {
			// What is not even pairs is nothing that Azure wrote
			return false;
		}
	}

	/**
	 * Reads a connection string.
	 * @param text the connection string
	 * @return the parts of the connection string
	 * @throws MalformedConnectionException if it has no key or its endpoint cannot be
	 * read
	 */
	static EventHubsString parse(ConnectionString text) {
		if (!matches(text)) {
			throw new MalformedConnectionException(text.source(),
					"it must be addresses of brokers, or Event Hubs with Endpoint, SharedAccessKeyName and"
							+ " SharedAccessKey");
		}
		KeyValueString pairs = text.keyValues();
		HostAndPort broker = broker(text.source(), Objects.requireNonNull(pairs.get(ENDPOINT)));
		Map<String, String> credentials = new LinkedHashMap<>();
		credentials.put(ENDPOINT, "sb://" + broker.host() + "/");
		for (String key : CREDENTIALS) {
			String value = pairs.get(key);
			if (value != null) {
				credentials.put(key, value);
			}
		}
		// No quotes: Azure splits at semicolons and the first equals sign
		String password = credentials.entrySet()
			.stream()
			.map((pair) -> pair.getKey() + "=" + pair.getValue())
			.collect(Collectors.joining(";"));
		return new EventHubsString(broker, password, pairs.get("ConsumerGroup"));
	}

	/**
	 * Returns how to log in, in the words of JAAS. Nothing in a quoted string of JAAS is
	 * special but quotes, backslashes and ends of lines.
	 */
	String jaas() {
		String quoted = this.password.replace("\\", "\\\\")
			.replace("\"", "\\\"")
			.replace("\n", "\\n")
			.replace("\r", "\\r");
		return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"$ConnectionString\""
				+ " password=\"" + quoted + "\";";
	}

	/**
	 * Returns the endpoint only, for the rest is secret.
	 */
	@Override
	public String toString() {
		return "EventHubsString[" + this.broker + "]";
	}

	private static HostAndPort broker(String source, String endpoint) {
		int start = endpoint.indexOf("://");
		String scheme = (start > 0) ? endpoint.substring(0, start).toLowerCase(Locale.ROOT) : "";
		if (!ConnectionUri.isUri(endpoint) || !List.of("sb", "https", "amqps").contains(scheme)) {
			throw new MalformedConnectionException(source, "'Endpoint' must be sb://host/");
		}
		String address = endpoint.substring(start + 3).replaceFirst("/+$", "");
		return new HostAndPort(HostAndPort.parse(source, address).host(), PORT);
	}

}
