// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.github.aspirespring.boot.AspireProperties.ConnectionPrecedence;
import io.github.aspirespring.boot.RankedPropertySources.Explicit;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.VariableName;

/**
 * Decides which connection of the AppHost an integration uses, and whether the AppHost or
 * the application has the say. Never guesses by how a connection is called.
 */
public final class ConnectionSelector {

	private final Binder binder;

	private final Map<String, Integration> integrations;

	private final RankedPropertySources sources;

	private final InjectedVariables variables;

	private final AspireEnvironment model;

	private final ConnectionCandidates candidates;

	private final Map<String, Decision> decisions = new ConcurrentHashMap<>();

	private ConnectionSelector(Environment environment, List<Integration> integrations) {
		this.binder = Binder.get(environment);
		this.integrations = new LinkedHashMap<>();
		integrations.forEach((integration) -> this.integrations.put(integration.id(), integration));
		this.sources = new RankedPropertySources(environment);
		this.variables = InjectedVariables.read(this.sources);
		this.model = this.variables.model();
		this.candidates = new ConnectionCandidates(integrations, this.model.connections(), this::properties);
	}

	static ConnectionSelector of(Environment environment, @Nullable ClassLoader classLoader) {
		return of(environment, SpringFactoriesLoader.loadFactories(Integration.class, classLoader));
	}

	static ConnectionSelector of(Environment environment, List<Integration> integrations) {
		return new ConnectionSelector(environment, integrations);
	}

	/**
	 * Selects the connection of an integration.
	 * @param integration the {@link Integration#id() identifier} of the integration
	 * @return the connection, or {@code null} if the AppHost has none for it or the
	 * application has the say
	 * @throws ConnectionSelectionException if the connection that is asked for by name
	 * does not fit, or several fit and none is asked for
	 */
	public @Nullable Selection select(String integration) {
		return select(integration, "");
	}

	/**
	 * Selects the connection of a client of an integration.
	 * @param integration the {@link Integration#id() identifier} of the integration
	 * @param client the {@link Integration#clients() namespace} of the client, whose
	 * properties alone can win over the AppHost
	 * @return the connection, or {@code null} if the AppHost has none for it or the
	 * application has the say
	 * @throws ConnectionSelectionException if the connection that is asked for by name
	 * does not fit, or several fit and none is asked for
	 */
	public @Nullable Selection select(String integration, String client) {
		Decision decision = decide(integration, client);
		if (decision.failure() != null) {
			throw decision.failure();
		}
		return decision.selection();
	}

	/**
	 * Returns which options of a client the application sets, for a property whose keys
	 * are passed on to a driver as they are.
	 * @param property the canonical name of the property, such as
	 * {@code spring.datasource.hikari.data-source-properties}
	 * @return the keys below the property, no values
	 */
	public Set<String> options(String property) {
		return this.binder.bind(property, Bindable.mapOf(String.class, Object.class)).map(Map::keySet).orElse(Set.of());
	}

	/**
	 * Sets what Spring Boot's properties would be if a connection were the selected one:
	 * its defaults, and what the application and its user say.
	 */
	<T> T bind(Selection selection, String property, T target) {
		return this.sources.binder(selection.integration().defaults(selection))
			.bind(property, Bindable.ofInstance(target))
			.orElse(target);
	}

	/**
	 * Returns what the selector has read.
	 */
	AspireEnvironment model() {
		return this.model;
	}

	/**
	 * Returns all connections of all integrations.
	 */
	List<NamedSelection> selectAll() {
		return forEachClient(this::selectAll).flatMap(List::stream).toList();
	}

	/**
	 * Returns all connections of an integration, the selected one first.
	 */
	List<NamedSelection> selectAll(String id, String client) {
		Integration integration = this.integrations.get(id);
		if (integration == null || disabled(integration) != null) {
			return List.of();
		}
		List<Selection> selections = new ArrayList<>();
		Selection selected = decide(id, client).selection();
		if (selected != null) {
			selections.add(selected);
		}
		IntegrationProperties own = properties(integration);
		for (Connection connection : this.candidates.all(integration)) {
			if (selected == null || !VariableName.matches(connection.name(), selected.connection().name())) {
				selections
					.add(new Selection(integration, connection, own, this.candidates.settings(integration, connection),
							this.variables.origin(connection.sources().get(0)), Map.of(), List.of()));
			}
		}
		return selections.stream()
			.map((each) -> NamedSelection.of(each, this.candidates.spellings(integration, each.connection()),
					each == selected))
			.toList();
	}

	/**
	 * Returns the settings of connections that have no effect, and why.
	 */
	List<String> unusedSettings() {
		return this.integrations.values().stream().flatMap(this.candidates::unusedSettings).toList();
	}

	/**
	 * Tells whether there is a connection of a name, of whatever technology.
	 */
	boolean isInjected(String name) {
		return this.model.connections().find(name) != null;
	}

	List<Decision> decideAll() {
		return forEachClient(this::decide).toList();
	}

	private <T> Stream<T> forEachClient(BiFunction<String, String, T> function) {
		return this.integrations.values()
			.stream()
			.flatMap((integration) -> integration.clients()
				.stream()
				.map((client) -> function.apply(integration.id(), client)));
	}

	Decision decide(String id) {
		return decide(id, "");
	}

	Decision decide(String id, String client) {
		return this.decisions.computeIfAbsent(id + "/" + client, (key) -> makeDecision(id, client));
	}

	private Decision makeDecision(String id, String client) {
		Integration integration = this.integrations.get(id);
		if (integration == null) {
			return Decision.none(id + " is no integration on the classpath");
		}
		String disabled = disabled(integration);
		if (disabled != null) {
			return Decision.none(disabled + " is false");
		}
		IntegrationProperties own = properties(integration);
		List<Explicit> locations = explicit(integration.locationProperties(), client);
		try {
			Connection connection = find(integration, own, !locations.isEmpty());
			if (connection == null) {
				return Decision.none("no connection to " + integration.displayName());
			}
			ConnectionSettings settings = this.candidates.settings(integration, connection);
			if (settings != null && !settings.enabled()) {
				return Decision.none("aspire." + id + ".connections." + connection.name() + ".enabled is false");
			}
			List<Explicit> credentials = explicit(integration.credentialProperties(), client);
			return decide(integration, own, connection, locations, credentials);
		}
		catch (ConnectionSelectionException ex) {
			Explicit winner = winner(locations, this.sources.systemEnvironmentRank(), precedence());
			return (winner != null) ? Decision.none(winner + " wins over the AppHost") : Decision.failed(ex);
		}
	}

	private Decision decide(Integration integration, IntegrationProperties own, Connection connection,
			List<Explicit> locations, List<Explicit> explicitCredentials) {
		ConnectionPrecedence precedence = precedence();
		int rank = (own.connectionString() != null) ? this.sources.systemEnvironmentRank()
				: this.variables.rank(connection);
		Explicit winner = winner(locations, rank, precedence);
		if (winner != null) {
			return Decision.none(winner + " wins over the AppHost");
		}
		Map<String, String> credentials = new LinkedHashMap<>();
		List<String> shadowed = new ArrayList<>();
		locations.forEach((location) -> shadowed.add(location.toString()));
		for (Explicit credential : explicitCredentials) {
			if (credential.value() != null && winner(List.of(credential), rank, precedence) != null) {
				credentials.put(credential.name(), credential.value());
			}
			else if (!integration.leavesOpen(connection, credential.name())) {
				shadowed.add(credential.toString());
			}
		}
		String source = connection.sources().get(0);
		Explicit replacement = (own.connectionString() != null) ? this.sources.find(source) : null;
		Origin origin = (replacement != null) ? replacement.origin() : this.variables.origin(source);
		return Decision.selected(new Selection(integration, connection, own,
				this.candidates.settings(integration, connection), origin, credentials, shadowed));
	}

	private @Nullable String disabled(Integration integration) {
		if (!shared().enabled()) {
			return "aspire.enabled";
		}
		return properties(integration).enabled() ? null : "aspire." + integration.id() + ".enabled";
	}

	private AspireProperties shared() {
		return this.binder.bindOrCreate("aspire", AspireProperties.class);
	}

	private ConnectionPrecedence precedence() {
		return shared().connectionPrecedence();
	}

	private @Nullable Connection find(Integration integration, IntegrationProperties own, boolean located) {
		if (own.connectionString() != null) {
			String name = (own.connectionName() != null) ? own.connectionName() : integration.id();
			String property = "aspire." + integration.id() + ".connection-string";
			return Connection.of(name, new ConnectionString(property, own.connectionString()));
		}
		return (own.connectionName() != null) ? this.candidates.named(integration, own.connectionName())
				: this.candidates.find(integration, located);
	}

	private IntegrationProperties properties(Integration integration) {
		return this.binder.bindOrCreate("aspire." + integration.id(), integration.propertiesType());
	}

	private List<Explicit> explicit(List<String> properties, String client) {
		return properties.stream()
			.filter((property) -> client.isEmpty() || (property + ".").startsWith(client + "."))
			.map(this.sources::find)
			.filter(Objects::nonNull)
			.toList();
	}

	private static @Nullable Explicit winner(List<Explicit> explicit, int rank, ConnectionPrecedence precedence) {
		return explicit.stream()
			.filter((each) -> precedence == ConnectionPrecedence.APPLICATION || each.outranks(rank))
			.findFirst()
			.orElse(null);
	}

}
