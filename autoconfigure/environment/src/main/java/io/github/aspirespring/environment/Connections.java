// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The connections that an AppHost has injected. A connection is known by its connection
 * string, by its properties, or by both: the portable alias of a connection string is the
 * same connection, and a group of properties counts even when the connection string is
 * gone, because a shell that starts the JVM drops every variable whose name has a dash.
 */
public final class Connections implements Iterable<Connection> {

	private final List<Connection> connections;

	private final Map<String, Connection> index = new HashMap<>();

	private final PropertyGroups groups;

	private Connections(SortedMap<String, Connection> connections, Map<String, String> aliases, PropertyGroups groups) {
		this.connections = List.copyOf(connections.values());
		this.groups = groups;
		connections.forEach(this::index);
		aliases.forEach((alias, name) -> index(alias, Objects.requireNonNull(connections.get(name))));
	}

	static Connections of(SortedMap<String, String> connectionStrings, Map<String, String> others) {
		Map<String, List<Named>> strings = byKey(connectionStrings);
		PropertyGroups groups = PropertyGroups.of(others, strings.keySet());
		SortedMap<String, Connection> connections = new TreeMap<>();
		Map<String, String> aliases = new TreeMap<>();
		strings.values().forEach((sameKey) -> sameKey.forEach((named) -> {
			connections.put(named.name(), named.with(properties(named, sameKey, groups)));
			named.aliases().forEach((alias) -> aliases.put(alias, named.name()));
		}));
		groups.forEachUnclaimed((prefix, properties) -> {
			String name = VariableName.decode(prefix);
			Named stripped = stripped(name, strings, groups);
			if (stripped == null) {
				connections.put(name, new Connection(name, null, properties));
			}
			else {
				connections.put(stripped.name(), stripped.with(properties));
				aliases.put(name, stripped.name());
			}
		});
		return new Connections(connections, aliases, groups);
	}

	/**
	 * Returns the connection of a name. The exact spelling is preferred, then the same
	 * letters in another case, then any spelling that encodes to the same variables. Then
	 * come properties that tell where to connect to but could be anybody's, which is why
	 * they are not listed, and the name without its dashes, as Azure App Service strips
	 * them.
	 * @param name the connection name; empty for the connection without a name
	 * @return the connection, or {@code null} if the AppHost has injected none of that
	 * name
	 */
	public @Nullable Connection find(String name) {
		for (String form : VariableName.forms(name)) {
			Connection connection = this.index.get(form);
			if (connection != null) {
				return connection;
			}
		}
		ConnectionProperties properties = this.groups.located(name);
		if (!properties.isEmpty()) {
			return new Connection(name, null, properties);
		}
		String stripped = VariableName.strip(name);
		return stripped.equals(name) ? null : find(stripped);
	}

	/**
	 * Returns the names of the connections.
	 * @return the names in alphabetical order
	 */
	public List<String> names() {
		return stream().map(Connection::name).toList();
	}

	/**
	 * Returns the connections.
	 * @return the connections in the alphabetical order of their names
	 */
	public Stream<Connection> stream() {
		return this.connections.stream();
	}

	@Override
	public Iterator<Connection> iterator() {
		return this.connections.iterator();
	}

	/**
	 * Tells whether there are no connections.
	 * @return whether there are none
	 */
	public boolean isEmpty() {
		return this.connections.isEmpty();
	}

	/**
	 * Returns the names, no value.
	 */
	@Override
	public String toString() {
		return "Connections" + names();
	}

	private void index(String name, Connection connection) {
		VariableName.forms(name).forEach((form) -> this.index.putIfAbsent(form, connection));
	}

	private static Map<String, List<Named>> byKey(SortedMap<String, String> connectionStrings) {
		Map<String, List<Named>> strings = new HashMap<>();
		connectionStrings.forEach((variable, value) -> {
			String name = Objects.requireNonNull(VariableName.connection(variable));
			Named named = new Named(name, new ConnectionString(variable, value), new ArrayList<>());
			merge(strings.computeIfAbsent(VariableName.key(name), (key) -> new ArrayList<>()), named);
		});
		return strings;
	}

	private static void merge(List<Named> sameKey, Named named) {
		for (int i = 0; i < sameKey.size(); i++) {
			Named other = sameKey.get(i);
			if (other.name().equals(named.name())) {
				return;
			}
			if (other.isAliasOf(named)) {
				named.aliases().add(other.name());
				named.aliases().addAll(other.aliases());
				sameKey.set(i, named);
				return;
			}
			if (named.isAliasOf(other)) {
				other.aliases().add(named.name());
				return;
			}
		}
		sameKey.add(named);
	}

	// Properties carry the encoded name only: when different connections share it,
	// nothing tells whose they are
	private static ConnectionProperties properties(Named named, List<Named> sameKey, PropertyGroups groups) {
		boolean ambiguous = sameKey.stream()
			.anyMatch((other) -> VariableName.prefix(other.name()).equals(VariableName.prefix(named.name()))
					&& !other.hasSameValue(named));
		if (ambiguous) {
			return ConnectionProperties.NONE;
		}
		return (sameKey.size() == 1) ? groups.aliased(named.name()) : groups.encoded(named.name());
	}

	// Azure App Service strips the dashes of ConnectionStrings__my-db, while the
	// variables with its properties have none and so still say where they were
	private static @Nullable Named stripped(String name, Map<String, List<Named>> strings, PropertyGroups groups) {
		List<Named> named = strings.getOrDefault(VariableName.key(VariableName.strip(name)), List.of());
		return (named.size() == 1 && groups.aliased(named.get(0).name()).isEmpty()) ? named.get(0) : null;
	}

	/**
	 * A connection string under the name that the AppHost gave it.
	 */
	private record Named(String name, ConnectionString connectionString, List<String> aliases) {

		boolean isAliasOf(Named other) {
			return hasSameValue(other) && this.name.equalsIgnoreCase(VariableName.portable(other.name));
		}

		boolean hasSameValue(Named other) {
			return this.connectionString.value().equals(other.connectionString.value());
		}

		Connection with(ConnectionProperties properties) {
			return new Connection(this.name, this.connectionString, properties);
		}

	}

}
