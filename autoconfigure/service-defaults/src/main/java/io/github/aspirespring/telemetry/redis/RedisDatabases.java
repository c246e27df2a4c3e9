// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.redis;

import org.jspecify.annotations.Nullable;

/**
 * Knows which databases of a server are used.
 */
@FunctionalInterface
interface RedisDatabases {

	/**
	 * Returns the database that every connection to a server uses.
	 * @return its index, or {@code null} if that is not known or not the same for all
	 */
	@Nullable String at(String host, String port);

}
