// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A connection of an integration by the names under which its beans are found.
 *
 * @param selection the connection
 * @param names its names, at least one
 * @param selected whether it is the one that Spring Boot's auto-configuration gets
 */
record NamedSelection(Selection selection, List<String> names, boolean selected) {

	/**
	 * Finds the names of a connection: those which the application spells out in its
	 * properties, that of the variables and, as only the portable alias may have arrived,
	 * that of the resource: a dash is the only character of its name that is encoded.
	 * @see <a href=
	 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting/ApplicationModel/ModelName.cs">ModelName</a>
	 */
	static NamedSelection of(Selection selection, List<String> spelled, boolean selected) {
		String name = selection.connection().name();
		Set<String> names = new LinkedHashSet<>(spelled);
		names.add(name);
		names.add(name.replace('_', '-'));
		return new NamedSelection(selection, List.copyOf(names), selected);
	}

	/**
	 * Returns integration and connection by name, no value.
	 */
	@Override
	public String toString() {
		return this.selection.toString();
	}

}
