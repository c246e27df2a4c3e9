// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A connection to a resource that the AppHost references: its name and a connection
 * string, connection properties, or both.
 *
 * @param name the connection name as the AppHost spells it, or, where only properties
 * have arrived, as {@link VariableName#decode(String)} restores it; empty for a
 * connection without a name
 * @param connectionString the connection string, or {@code null}
 * @param properties the connection properties, possibly none
 */
public record Connection(String name, @Nullable ConnectionString connectionString, ConnectionProperties properties) {

	/**
	 * Creates a connection.
	 * @throws IllegalArgumentException if there is neither a connection string nor a
	 * property
	 */
	public Connection {
		Objects.requireNonNull(name, "name");
		if (connectionString == null && properties.isEmpty()) {
			throw new IllegalArgumentException("A connection needs a connection string or a property");
		}
	}

	/**
	 * Creates a connection from a connection string alone.
	 * @param name the connection name
	 * @param connectionString the connection string
	 * @return the connection, without properties
	 */
	public static Connection of(String name, ConnectionString connectionString) {
		return new Connection(name, connectionString, ConnectionProperties.NONE);
	}

	/**
	 * Returns where the connection came from: the variable or property with the
	 * connection string, followed by those with properties.
	 * @return the names, at least one
	 */
	public List<String> sources() {
		Stream<String> string = Stream.ofNullable(this.connectionString).map(ConnectionString::source);
		Stream<String> properties = this.properties.names().stream().map(this.properties::source);
		return Stream.concat(string, properties).filter(Objects::nonNull).toList();
	}

	/**
	 * Returns name and sources, no value.
	 */
	@Override
	public String toString() {
		return "Connection[name=" + this.name + ", sources=" + sources() + "]";
	}

}
