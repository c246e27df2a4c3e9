// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

/**
 * How an AppHost turns a connection name into part of a variable's name.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Shared/EnvironmentVariableNameEncoder.cs">EnvironmentVariableNameEncoder.cs</a>
 */
final class EnvironmentVariableName {

	private EnvironmentVariableName() {
	}

	/**
	 * Makes a name that every shell can keep: what is neither an ASCII letter nor a digit
	 * becomes an underscore, and a leading digit gets one in front.
	 * @param name the connection name
	 * @return the name, unchanged if there was nothing to do
	 */
	static String encode(String name) {
		String encoded = name.replaceAll("[^a-zA-Z0-9]", "_");
		return encoded.matches("[0-9].*") ? "_" + encoded : encoded;
	}

	/**
	 * Makes the name under which AppHosts from 13.6 repeat a connection string:
	 * {@linkplain #encode encoded}, runs of underscores collapsed into one.
	 * @param name the connection name
	 * @return the portable alias, equal to the name if that is portable already
	 */
	static String portable(String name) {
		return encode(name).replaceAll("__+", "_");
	}

}
