// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The properties of a connection that AppHosts from 13.0 on inject as one variable each:
 * {@code CACHE_HOST}, {@code CACHE_PORT}, {@code CACHE_URI} and so on. Values stand as
 * the AppHost wrote them: raw in all integrations of Aspire itself, percent-encoded only
 * within URIs and JDBC URLs. A property with an empty value counts as absent.
 */
public final class ConnectionProperties {

	/**
	 * The connection has no properties.
	 */
	static final ConnectionProperties NONE = new ConnectionProperties(Map.of());

	private final Map<String, Property> properties;

	ConnectionProperties(Map<String, Property> properties) {
		Map<String, Property> copy = new TreeMap<>(properties);
		copy.values().removeIf((property) -> property.value().isEmpty());
		this.properties = Collections.unmodifiableMap(copy);
	}

	/**
	 * Returns the value of a property.
	 * @param property the name of the property in any case, such as {@code DatabaseName}
	 * @return the value, or {@code null} if the property is not there
	 */
	public @Nullable String get(String property) {
		Property found = this.properties.get(VariableName.upper(property));
		return (found != null) ? found.value() : null;
	}

	/**
	 * Returns the variable that a property came from, for messages.
	 * @param property the name of the property in any case
	 * @return the name of the variable, or {@code null} if the property is not there
	 */
	public @Nullable String source(String property) {
		Property found = this.properties.get(VariableName.upper(property));
		return (found != null) ? found.source() : null;
	}

	/**
	 * Returns the names of the properties that are there.
	 * @return the names in upper case and alphabetical order
	 */
	public Set<String> names() {
		return this.properties.keySet();
	}

	/**
	 * Tells whether there are no properties at all, as before AppHost 13.0 or when the
	 * AppHost was told to inject connection strings only.
	 * @return whether there are no properties
	 */
	public boolean isEmpty() {
		return this.properties.isEmpty();
	}

	/**
	 * Returns the {@code Host} property.
	 * @return the host, an IPv6 address without brackets, or {@code null}
	 * @throws MalformedConnectionException if the value is not a host
	 */
	public @Nullable String host() {
		Property host = this.properties.get("HOST");
		if (host == null) {
			return null;
		}
		String value = host.value().strip();
		boolean bare = value.indexOf(':') >= 0 && !value.startsWith("[");
		return HostAndPort.parse(host.source(), bare ? "[" + value + "]" : value).host();
	}

	/**
	 * Returns the {@code Port} property. A value with {@code ://} is not a port of an
	 * AppHost but the link that Kubernetes adds for a service of the same name, and
	 * counts as absent.
	 * @return the port, 1 to 65535, or {@code null}
	 * @throws MalformedConnectionException if the value is not a port
	 */
	public @Nullable Integer port() {
		Property port = this.properties.get("PORT");
		return (port == null || port.value().contains("://")) ? null
				: (Integer) HostAndPort.parsePort(port.source(), port.value());
	}

	/**
	 * Returns the {@code Username} property.
	 * @return the user name, or {@code null}
	 */
	public @Nullable String username() {
		return get("USERNAME");
	}

	/**
	 * Returns the {@code Password} property.
	 * @return the password, or {@code null}
	 */
	public @Nullable String password() {
		return get("PASSWORD");
	}

	/**
	 * Returns the {@code DatabaseName} property, which AppHost 13.0 and some integrations
	 * call {@code Database}.
	 * @return the name of the database, or {@code null}
	 */
	public @Nullable String database() {
		String database = get("DATABASENAME");
		return (database != null) ? database : get("DATABASE");
	}

	/**
	 * Returns the {@code Uri} property.
	 * @return the parts of the URI, or {@code null}
	 * @throws MalformedConnectionException if the value is not a URI
	 */
	public @Nullable ConnectionUri uri() {
		Property uri = this.properties.get("URI");
		return (uri != null) ? ConnectionUri.parse(uri.source(), uri.value()) : null;
	}

	/**
	 * Returns the {@code JdbcConnectionString} property. AppHosts keep credentials out of
	 * it.
	 * @return the JDBC URL, or {@code null}
	 */
	public @Nullable String jdbcUrl() {
		return get("JDBCCONNECTIONSTRING");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ConnectionProperties that && this.properties.equals(that.properties);
	}

	@Override
	public int hashCode() {
		return this.properties.hashCode();
	}

	/**
	 * Returns the names only, for a value may be a secret.
	 */
	@Override
	public String toString() {
		return "ConnectionProperties" + names();
	}

	/**
	 * A value and the variable that held it.
	 */
	record Property(String source, String value) {

		@Override
		public String toString() {
			return this.source;
		}

	}

}
