// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.boot.Integration.Recognition;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.Connections;

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
			.filter((connection) -> integration.recognize(connection) == recognition)
			.toList();
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
