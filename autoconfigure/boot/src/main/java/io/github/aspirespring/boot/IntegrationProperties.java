// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The {@code aspire.<integration>.*} properties that every integration has. Implemented
 * by the configuration properties of the integration.
 */
public interface IntegrationProperties {

	/**
	 * Returns whether the integration connects the application.
	 * @return {@code false} to leave everything to the application
	 */
	boolean enabled();

	/**
	 * Returns the name of the connection to use.
	 * @return the connection name, or {@code null} to find the connection by what it
	 * looks like
	 */
	@Nullable String connectionName();

	/**
	 * Returns the connection string that replaces the injected connection.
	 * @return the connection string, or {@code null} to use what is injected
	 */
	@Nullable String connectionString();

	/**
	 * Returns the settings of single connections, at {@code connections.<name>}. They
	 * also say that a connection which could be another technology's belongs to this one.
	 * @return the settings by connection name
	 */
	default Map<String, ? extends ConnectionSettings> connections() {
		return Map.of();
	}

}
