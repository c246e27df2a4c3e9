// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.Map;

/**
 * A resource with a connection string, which a service can reference.
 */
public interface ReferencedResource {

	/**
	 * Returns the name of the resource, which is also its connection name.
	 * @return letters, digits and dashes
	 */
	String name();

	/**
	 * Returns the connection string in the notation of the resource's .NET client.
	 * @return the connection string, with the password
	 */
	String connectionString();

	/**
	 * Returns the connection properties, for clients in other languages.
	 * @return values by property name (such as {@code Host}), in the AppHost's order
	 */
	Map<String, String> connectionProperties();

}
