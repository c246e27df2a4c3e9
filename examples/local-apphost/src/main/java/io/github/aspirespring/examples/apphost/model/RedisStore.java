// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Redis resource, the outcome of {@code AddRedis(…)} on a machine without a trusted
 * development certificate; with one, the AppHost would turn TLS on.
 *
 * @param name the resource name
 * @param host the host of the server
 * @param port the port of the server
 * @param password the password of the default user
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting.Redis/RedisResource.cs">RedisResource.cs</a>
 */
public record RedisStore(String name, String host, int port, String password) implements ReferencedResource {

	@Override
	public String connectionString() {
		return "%s:%d,password=%s".formatted(this.host, this.port, this.password);
	}

	@Override
	public Map<String, String> connectionProperties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("Host", this.host);
		properties.put("Port", Integer.toString(this.port));
		properties.put("Password", this.password);
		properties.put("Uri", "redis://:%s@%s:%d".formatted(UriData.escape(this.password), this.host, this.port));
		return properties;
	}

	@Override
	public String toString() {
		return "%s (Redis at %s:%d)".formatted(this.name, this.host, this.port);
	}

}
