// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.sql;

import org.jspecify.annotations.Nullable;

/**
 * Where a database is.
 *
 * @param system the kind of database
 * @param host the host, the first one of several, or {@code null} for a database in this
 * process and where it is not known
 * @param port the port, or 0 if it is not known
 * @param name the name of the database, or {@code null} if it is not known
 */
public record Database(DatabaseSystem system, @Nullable String host, int port, @Nullable String name) {

	/**
	 * Returns a URL without credentials and properties.
	 */
	@Override
	public String toString() {
		return this.system.stableName() + "://" + this.host + ":" + this.port + "/" + this.name;
	}

}
