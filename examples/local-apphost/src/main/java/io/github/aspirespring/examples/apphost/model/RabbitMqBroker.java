// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A RabbitMQ resource, the outcome of {@code AddRabbitMQ(…)}. The connection string is a
 * URI without a virtual host.
 *
 * @param name the resource name
 * @param host the host of the server
 * @param port the port of the server
 * @param userName the user to log in as
 * @param password the password to log in with
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting.RabbitMQ/RabbitMQServerResource.cs">RabbitMQServerResource.cs</a>
 */
public record RabbitMqBroker(String name, String host, int port, String userName,
		String password) implements ReferencedResource {

	@Override
	public String connectionString() {
		return "amqp://%s:%s@%s:%d".formatted(UriData.escape(this.userName), UriData.escape(this.password), this.host,
				this.port);
	}

	@Override
	public Map<String, String> connectionProperties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("Host", this.host);
		properties.put("Port", Integer.toString(this.port));
		properties.put("Username", this.userName);
		properties.put("Password", this.password);
		properties.put("Uri", connectionString());
		return properties;
	}

	@Override
	public String toString() {
		return "%s (RabbitMQ at %s:%d)".formatted(this.name, this.host, this.port);
	}

}
