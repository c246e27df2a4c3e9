// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * The Kafka that an AppHost references, as far as the application leaves it the say.
 * <p>
 * Addresses of brokers say nothing about security, so the application does. A client for
 * which the application names brokers of its own, where that wins, is the application's
 * altogether: credentials must not go to somebody else.
 */
final class InjectedKafka {

	private final Selection selection;

	private final ConfiguredKafka configured;

	private final KafkaConnection kafka;

	/**
	 * Creates the view of a connection.
	 * @param selection the connection
	 * @param configured what the application says
	 * @throws MalformedConnectionException if the connection cannot be read
	 */
	InjectedKafka(Selection selection, ConfiguredKafka configured) {
		this.selection = selection;
		this.configured = configured;
		this.kafka = KafkaConnection.of(selection.connection());
	}

	/**
	 * Returns the connection details.
	 */
	AspireKafkaConnectionDetails details() {
		Map<KafkaClient, ClientConnection> clients = new EnumMap<>(KafkaClient.class);
		for (KafkaClient client : KafkaClient.values()) {
			clients.put(client, client(client));
		}
		return new AspireKafkaConnectionDetails(connection(null, this.configured.shared(), List.of(KafkaClient.SHARED)),
				clients, this.kafka.consumerGroup(), this.selection);
	}

	/**
	 * Returns where the connection leads to, without secrets.
	 */
	String target() {
		String protocol = Objects.requireNonNullElse(details().getSecurityProtocol(), "");
		return String.join(",", brokers()) + (protocol.endsWith("SSL") ? " with TLS" : "");
	}

	private ClientConnection client(KafkaClient client) {
		ClientConnection application = this.configured.client(client);
		return (credential(KafkaIntegration.servers(client.namespace())) != null) ? application
				: connection(client, application, List.of(client.namespace(), KafkaClient.SHARED));
	}

	private ClientConnection connection(@Nullable KafkaClient client, ClientConnection application,
			List<String> namespaces) {
		String protocol = protocol(application, namespaces);
		SslBundle sslBundle = (application.sslBundle() != null) ? application.sslBundle()
				: this.configured.defaultBundle(client, protocol);
		return new ClientConnection(brokers(), sslBundle, protocol,
				(credential(namespaces.stream().flatMap(KafkaIntegration::login)) == null) ? this.kafka.eventHubs()
						: null);
	}

	private @Nullable String protocol(ClientConnection application, List<String> namespaces) {
		String winner = credential(namespaces.stream().flatMap(KafkaIntegration::protocol));
		if (winner != null) {
			return winner;
		}
		return (this.kafka.protocol() != null) ? this.kafka.protocol() : application.securityProtocol();
	}

	private @Nullable String credential(Stream<String> properties) {
		return properties.map(this.selection::credential).filter(Objects::nonNull).findFirst().orElse(null);
	}

	private List<String> brokers() {
		return this.kafka.brokers().stream().map(HostAndPort::toString).toList();
	}

}
