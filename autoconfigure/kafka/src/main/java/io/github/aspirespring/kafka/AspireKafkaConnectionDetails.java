// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where Kafka is and how to log in.
 *
 * @param shared how a client connects for which nobody says anything else
 * @param clients how each client connects
 * @param consumerGroup the consumer group that the connection names, or {@code null}
 * @param selection the connection of the AppHost, or {@code null} if the application says
 * where to connect to
 */
record AspireKafkaConnectionDetails(ClientConnection shared, Map<KafkaClient, ClientConnection> clients,
		@Nullable String consumerGroup,
		@Nullable OriginProvider selection) implements KafkaConnectionDetails, OriginProvider {

	/**
	 * Creates connection details.
	 */
	AspireKafkaConnectionDetails {
		clients = Map.copyOf(clients);
	}

	@Override
	public List<String> getBootstrapServers() {
		return this.shared.bootstrapServers();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.shared.sslBundle();
	}

	@Override
	public @Nullable String getSecurityProtocol() {
		return this.shared.securityProtocol();
	}

	@Override
	public Configuration getConsumer() {
		return client(KafkaClient.CONSUMER);
	}

	@Override
	public Configuration getProducer() {
		return client(KafkaClient.PRODUCER);
	}

	@Override
	public Configuration getAdmin() {
		return client(KafkaClient.ADMIN);
	}

	@Override
	public Configuration getStreams() {
		return client(KafkaClient.STREAMS);
	}

	@Override
	public @Nullable Origin getOrigin() {
		return (this.selection != null) ? this.selection.getOrigin() : null;
	}

	ClientConnection client(KafkaClient client) {
		return Objects.requireNonNull(this.clients.get(client));
	}

	/**
	 * Returns brokers and origin only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "AspireKafkaConnectionDetails[bootstrapServers=" + getBootstrapServers() + ", origin=" + getOrigin()
				+ "]";
	}

}
