// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;

import io.github.aspirespring.environment.Connection;

/**
 * The connection that was selected for an integration.
 */
public final class Selection implements OriginProvider {

	private final Integration integration;

	private final Connection connection;

	private final IntegrationProperties properties;

	private final @Nullable ConnectionSettings settings;

	private final @Nullable Origin origin;

	private final Map<String, String> credentials;

	private final List<String> shadowed;

	Selection(Integration integration, Connection connection, IntegrationProperties properties,
			@Nullable ConnectionSettings settings, @Nullable Origin origin, Map<String, String> credentials,
			List<String> shadowed) {
		this.integration = integration;
		this.connection = connection;
		this.properties = properties;
		this.settings = settings;
		this.origin = origin;
		this.credentials = Map.copyOf(credentials);
		this.shadowed = List.copyOf(shadowed);
	}

	/**
	 * Creates a selection that leaves everything to the AppHost, for tests.
	 * @param integration the integration
	 * @param connection the connection
	 * @param properties the properties of the integration
	 * @return the selection, of unknown origin
	 */
	public static Selection of(Integration integration, Connection connection, IntegrationProperties properties) {
		return new Selection(integration, connection, properties, properties.connections().get(connection.name()), null,
				Map.of(), List.of());
	}

	/**
	 * Returns the integration that the connection was selected for.
	 * @return the integration
	 */
	public Integration integration() {
		return this.integration;
	}

	/**
	 * Returns the connection.
	 * @return the connection
	 */
	public Connection connection() {
		return this.connection;
	}

	/**
	 * Returns the properties of the integration.
	 * @param <P> the type of the properties
	 * @param type the {@link Integration#propertiesType() type} of the properties
	 * @return the properties as they were bound for this decision
	 */
	public <P extends IntegrationProperties> P properties(Class<P> type) {
		return type.cast(this.properties);
	}

	/**
	 * Returns the settings of the connection.
	 * @param <S> the type of the settings
	 * @param type the type of the values of {@link IntegrationProperties#connections()}
	 * @return the settings, with all components at their defaults if there are none
	 */
	public <S extends ConnectionSettings> S settings(Class<S> type) {
		return (this.settings != null) ? type.cast(this.settings) : new Binder().bindOrCreate("settings", type);
	}

	/**
	 * Returns the value of a {@link Integration#credentialProperties() credential
	 * property} that beats the AppHost.
	 * @param property the canonical name of the property
	 * @return the value, which may be a secret, or {@code null} if the AppHost decides
	 */
	public @Nullable String credential(String property) {
		return this.credentials.get(property);
	}

	/**
	 * Returns the properties of the application that say where to connect to and are not
	 * used because the AppHost says so too.
	 * @return the names of the properties and where they were set, no values
	 */
	public List<String> shadowed() {
		return this.shadowed;
	}

	/**
	 * Returns the variable or property that holds the connection, the connection string
	 * if there is one.
	 */
	@Override
	public @Nullable Origin getOrigin() {
		return this.origin;
	}

	/**
	 * Returns integration and connection by name, no value.
	 */
	@Override
	public String toString() {
		return this.integration.id() + " '" + this.connection.name() + "'";
	}

}
