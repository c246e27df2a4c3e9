// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;

/**
 * The connection of an integration cannot be selected. {@link #description()} says what
 * was found and {@link #action()} what to set; neither holds a connection string or
 * property.
 */
public abstract sealed class ConnectionSelectionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	private ConnectionSelectionException(String description, String action) {
		super(description);
		this.description = description;
		this.action = action;
	}

	/**
	 * Returns what was found.
	 * @return the message of the exception
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns what resolves the failure.
	 * @return the advice, in sentences
	 */
	public String action() {
		return this.action;
	}

	private static String quoted(List<String> names) {
		return names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'";
	}

	/**
	 * The connection that a property names does not exist.
	 */
	public static final class NotFound extends ConnectionSelectionException {

		private static final long serialVersionUID = 1L;

		NotFound(Integration integration, String name, List<String> names) {
			super("'aspire." + integration.id() + ".connection-name' is '" + name
					+ "', but there is no connection of that name. Connections there are: " + quoted(names) + ".",
					"Correct 'aspire." + integration.id() + ".connection-name', or reference the resource '" + name
							+ "' in the AppHost (WithReference), or set 'aspire.connection-strings." + name
							+ "' for running without one. If the AppHost does reference it, a shell may have dropped "
							+ "the variable because of a dash in its name, and with connection properties switched "
							+ "off nothing else remains.");
		}

	}

	/**
	 * Several connections could belong to the integration.
	 */
	public static final class Ambiguous extends ConnectionSelectionException {

		private static final long serialVersionUID = 1L;

		Ambiguous(Integration integration, List<String> candidates) {
			super(description(integration, candidates),
					"Set 'aspire." + integration.id() + ".connection-name' to the one to use (" + quoted(candidates)
							+ "), or 'aspire." + integration.id() + ".enabled' to false to configure "
							+ integration.displayName() + " without the AppHost. The others stay reachable, by "
							+ "@AspireConnection with their name.");
		}

		private static String description(Integration integration, List<String> candidates) {
			if (candidates.size() > 1) {
				return candidates.size() + " connections could be the one for " + integration.displayName() + ": "
						+ quoted(candidates) + ".";
			}
			return "The connection " + quoted(candidates) + " could be the one for " + integration.displayName()
					+ ", but for another integration as well.";
		}

	}

	/**
	 * The connection that a property names belongs to another technology.
	 */
	public static final class WrongType extends ConnectionSelectionException {

		private static final long serialVersionUID = 1L;

		WrongType(Integration integration, String name, List<String> candidates) {
			super("'aspire." + integration.id() + ".connection-name' is '" + name + "', but that is no connection to "
					+ integration.displayName() + ".",
					"Name a connection to " + integration.displayName() + ". Those that could be one: "
							+ quoted(candidates) + ".");
		}

	}

}
