// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.boot.Integration.Recognition;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.Connections;
import io.github.aspirespring.environment.VariableName;

/**
 * Finds out which of the AppHost's connections belongs to an integration, by asking all
 * integrations what they make of it.
 */
final class ConnectionCandidates {

	private final List<Integration> integrations;

	private final Connections connections;

	private final Function<Integration, IntegrationProperties> properties;

	ConnectionCandidates(List<Integration> integrations, Connections connections,
			Function<Integration, IntegrationProperties> properties) {
		this.integrations = integrations;
		this.connections = connections;
		this.properties = properties;
	}

	/**
	 * Returns all connections that belong to an integration: those that cannot be
	 * anything else, those that the application has settings for, and those with a
	 * connection string that no other integration could read.
	 */
	List<Connection> all(Integration integration) {
		return this.connections.stream()
			.filter((connection) -> isEnabled(integration, connection))
			.filter((connection) -> switch (integration.recognize(connection)) {
				case CERTAIN -> true;
				case POSSIBLE -> settings(integration, connection) != null || (connection.connectionString() != null
						&& others(integration).allMatch((other) -> other.recognize(connection) == Recognition.NO));
				case NO -> false;
			})
			.toList();
	}

	/**
	 * Returns the settings that the application has for a connection.
	 */
	@Nullable ConnectionSettings settings(Integration integration, Connection connection) {
		for (Map.Entry<String, ? extends ConnectionSettings> entry : this.properties.apply(integration)
			.connections()
			.entrySet()) {
			if (isCalled(connection, entry.getKey())) {
				return entry.getValue();
			}
		}
		return null;
	}

	/**
	 * Returns how the properties of an integration spell the name of a connection.
	 */
	List<String> spellings(Integration integration, Connection connection) {
		IntegrationProperties own = this.properties.apply(integration);
		return Stream.concat(Stream.ofNullable(own.connectionName()), own.connections().keySet().stream())
			.filter((name) -> isCalled(connection, name))
			.toList();
	}

	/**
	 * Returns the settings of connections that have no effect, and why.
	 */
	Stream<String> unusedSettings(Integration integration) {
		return this.properties.apply(integration).connections().keySet().stream().flatMap((name) -> {
			Connection connection = this.connections.find(name);
			String property = "'aspire." + integration.id() + ".connections." + name + "' has no effect: ";
			if (connection == null) {
				return Stream.of(property + "there is no connection of that name, only "
						+ String.join(", ", this.connections.names()));
			}
			return (integration.recognize(connection) == Recognition.NO)
					? Stream.of(property + "that is no connection to " + integration.displayName()) : Stream.empty();
		});
	}

	/**
	 * Returns the connection of a name.
	 * @throws ConnectionSelectionException if there is none or it belongs to another
	 * technology
	 */
	Connection named(Integration integration, String name) {
		Connection connection = this.connections.find(name);
		if (connection == null) {
			throw new ConnectionSelectionException.NotFound(integration, name, this.connections.names());
		}
		if (integration.recognize(connection) == Recognition.NO) {
			List<Connection> candidates = new ArrayList<>(recognized(integration, Recognition.CERTAIN));
			candidates.addAll(recognized(integration, Recognition.POSSIBLE));
			throw new ConnectionSelectionException.WrongType(integration, name, names(candidates));
		}
		return connection;
	}

	/**
	 * Returns the only connection that belongs to an integration with certainty, else the
	 * only possible one that nobody else may want.
	 * @param located whether the application says where to connect to, so that mere
	 * possibilities are no reason to fail
	 * @throws ConnectionSelectionException if there are several
	 */
	@Nullable Connection find(Integration integration, boolean located) {
		List<Connection> certain = recognized(integration, Recognition.CERTAIN);
		if (certain.size() > 1) {
			throw new ConnectionSelectionException.Ambiguous(integration, names(certain));
		}
		if (!certain.isEmpty()) {
			return certain.get(0);
		}
		List<Connection> possible = recognized(integration, Recognition.POSSIBLE).stream()
			.filter((connection) -> !isClaimed(integration, connection))
			// Variables such as MAIL_HOST and MAIL_PORT could be anybody's
			.filter((connection) -> !located || connection.connectionString() != null)
			.toList();
		boolean doubtful = possible.size() > 1 || possible.stream().anyMatch((each) -> isContested(integration, each));
		if (possible.isEmpty() || (doubtful && located)) {
			return null;
		}
		if (doubtful) {
			throw new ConnectionSelectionException.Ambiguous(integration, names(possible));
		}
		return possible.get(0);
	}

	private List<Connection> recognized(Integration integration, Recognition recognition) {
		return this.connections.stream()
			.filter((connection) -> isEnabled(integration, connection)
					&& integration.recognize(connection) == recognition)
			.toList();
	}

	private boolean isCalled(Connection connection, String name) {
		return VariableName.matches(name, connection.name()) || connection.equals(this.connections.find(name));
	}

	private boolean isEnabled(Integration integration, Connection connection) {
		ConnectionSettings settings = settings(integration, connection);
		return settings == null || settings.enabled();
	}

	private boolean isClaimed(Integration integration, Connection connection) {
		return others(integration)
			.anyMatch((other) -> other.recognize(connection) == Recognition.CERTAIN || isNamed(other, connection));
	}

	// Only an integration that still looks for a connection can take this one instead
	private boolean isContested(Integration integration, Connection connection) {
		return others(integration).anyMatch((other) -> {
			IntegrationProperties own = this.properties.apply(other);
			return own.enabled() && own.connectionName() == null && own.connectionString() == null
					&& other.recognize(connection) == Recognition.POSSIBLE
					&& recognized(other, Recognition.CERTAIN).isEmpty();
		});
	}

	private boolean isNamed(Integration integration, Connection connection) {
		String name = this.properties.apply(integration).connectionName();
		return name != null && connection.equals(this.connections.find(name));
	}

	private Stream<Integration> others(Integration integration) {
		return this.integrations.stream().filter((other) -> other != integration);
	}

	private static List<String> names(List<Connection> connections) {
		return connections.stream().map(Connection::name).toList();
	}

}
