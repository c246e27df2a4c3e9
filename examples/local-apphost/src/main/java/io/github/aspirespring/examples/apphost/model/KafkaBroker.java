// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Kafka resource, the outcome of {@code AddKafka(…)}, which knows no passwords.
 *
 * @param name the resource name
 * @param host the host of the server
 * @param port the port of the server
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting.Kafka/KafkaServerResource.cs">KafkaServerResource.cs</a>
 */
public record KafkaBroker(String name, String host, int port) implements ReferencedResource {

	@Override
	public String connectionString() {
		return "%s:%d".formatted(this.host, this.port);
	}

	@Override
	public Map<String, String> connectionProperties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("Host", this.host);
		properties.put("Port", Integer.toString(this.port));
		return properties;
	}

	@Override
	public String toString() {
		return "%s (Kafka at %s:%d)".formatted(this.name, this.host, this.port);
	}

}
