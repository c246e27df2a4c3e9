// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.Map;

import io.github.aspirespring.environment.Connection;

/**
 * A technology that connections of an AppHost can belong to. Implementations have a
 * constructor without parameters and are listed in {@code META-INF/spring.factories}
 * under the name of this interface.
 */
public interface Integration {

	/**
	 * Returns the identifier, which is also the last part of the property namespace.
	 * @return a name in kebab case, such as {@code redis} for {@code aspire.redis.*}
	 */
	String id();

	/**
	 * Returns the name of the technology for people.
	 * @return a name such as {@code Redis}
	 */
	String displayName();

	/**
	 * Returns the type of the configuration properties at {@code aspire.<id>}.
	 * @return the type, bound for every decision
	 */
	Class<? extends IntegrationProperties> propertiesType();

	/**
	 * Returns the clients that Spring Boot has for the technology, by the namespace of
	 * their properties. The application can tell one of several clients where to connect
	 * to, or how, and leave the others to the AppHost.
	 * @return namespaces such as {@code spring.datasource} and {@code spring.r2dbc}, or
	 * the empty one alone if there is a single client
	 */
	default List<String> clients() {
		return List.of("");
	}

	/**
	 * Returns the properties by which an application says where to connect to. One of
	 * them, or a property below it, replaces the AppHost's connection as a whole where it
	 * wins.
	 * @return canonical property names, such as {@code spring.data.redis.host}
	 */
	List<String> locationProperties();

	/**
	 * Returns the properties by which an application says who it connects as, and other
	 * parts of a connection that can change on their own. Each replaces that part of the
	 * AppHost's connection where it wins.
	 * @return canonical property names, such as {@code spring.data.redis.password}
	 */
	List<String> credentialProperties();

	/**
	 * Tells whether a connection says nothing about the part that a
	 * {@link #credentialProperties() credential property} is about. What the application
	 * says then applies wherever it stands.
	 * @param connection the connection that was selected
	 * @param property the canonical name of a credential property
	 * @return whether the application decides
	 */
	default boolean leavesOpen(Connection connection, String property) {
		return false;
	}

	/**
	 * Tells whether a connection belongs to this technology, by everything but its name.
	 * @param connection a connection of an AppHost
	 * @return how certain that is
	 */
	Recognition recognize(Connection connection);

	/**
	 * Returns the properties that have another default once the application is connected
	 * by an AppHost. They are added behind all other property sources, those of a
	 * {@link #clients() client} only if it is the client that is connected.
	 * @param selection the connection that was selected, and its settings
	 * @return values by property name
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if the
	 * connection cannot be read
	 */
	default Map<String, Object> defaults(Selection selection) {
		return Map.of();
	}

	/**
	 * How certain it is that a connection belongs to a technology.
	 */
	enum Recognition {

		/**
		 * It cannot.
		 */
		NO,

		/**
		 * Its shape fits, and that of other technologies may fit as well.
		 */
		POSSIBLE,

		/**
		 * It cannot be anything else.
		 */
		CERTAIN

	}

}
