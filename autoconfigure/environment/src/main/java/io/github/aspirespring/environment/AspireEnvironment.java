// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that an AppHost has told a process: the connections to the resources it
 * references and the endpoints of the services it references. Reading never fails; a
 * value that is malformed is reported where it is used.
 */
public final class AspireEnvironment {

	private final Connections connections;

	private final ServiceEndpoints services;

	private AspireEnvironment(Connections connections, ServiceEndpoints services) {
		this.connections = connections;
		this.services = services;
	}

	/**
	 * Reads the variables of a process.
	 * @param variables the values by the raw name of their variable. Besides variables,
	 * {@code aspire.connection-strings.<name>} and
	 * {@code aspire.services.<name>.<endpoint>[<index>]} are understood, so that
	 * configuration can stand in where no variable of an AppHost says the same
	 * @return the model, independent of later changes to the map
	 */
	public static AspireEnvironment of(Map<String, String> variables) {
		// Sorted, so that the outcome does not depend on the order of the operating
		// system: of several spellings of a name the first counts
		SortedMap<String, String> connectionStrings = new TreeMap<>(VariableName.PRECEDENCE);
		SortedMap<String, String> endpoints = new TreeMap<>(VariableName.PRECEDENCE);
		Map<String, String> others = new HashMap<>();
		variables.forEach((variable, value) -> {
			if (VariableName.connection(variable) != null) {
				connectionStrings.put(variable, value);
			}
			else if (VariableName.endpoint(variable) != null) {
				endpoints.put(variable, value);
			}
			else {
				others.put(variable, value);
			}
		});
		return new AspireEnvironment(Connections.of(connectionStrings, others), ServiceEndpoints.of(endpoints, others));
	}

	/**
	 * Returns the connections to referenced resources.
	 * @return the connections, possibly none
	 */
	public Connections connections() {
		return this.connections;
	}

	/**
	 * Returns the endpoints of referenced services.
	 * @return the endpoints, possibly none
	 */
	public ServiceEndpoints services() {
		return this.services;
	}

	/**
	 * Tells whether nothing is referenced, as where there is no AppHost.
	 * @return whether there is neither a connection nor a service
	 */
	public boolean isEmpty() {
		return this.services.isEmpty() && this.connections.isEmpty();
	}

	/**
	 * Returns the names of connections and services, no value.
	 */
	@Override
	public String toString() {
		return "AspireEnvironment[connections=" + this.connections.names() + ", services=" + this.services.names()
				+ "]";
	}

}
