// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import net.ttddyy.observation.tracing.JdbcConnectionInfoExtractor;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.telemetry.sql.Database;

/**
 * Knows where connections lead. Observations get to know a URL without credentials only.
 */
final class DatabaseUrls implements JdbcConnectionInfoExtractor {

	private final Map<String, Database> byUrl = new ConcurrentHashMap<>();

	private final Map<String, Database> byName = new ConcurrentHashMap<>();

	@Override
	public JdbcConnectionInfo extract(Connection connection) {
		String url = url(connection);
		if (url == null) {
			return EMPTY_RESULT;
		}
		Database parsed = this.byUrl.computeIfAbsent(url, DatabaseUrl::parse);
		this.byName.putIfAbsent(parsed.toString(), parsed);
		return new JdbcConnectionInfo(parsed.toString(), parsed.host(), parsed.port());
	}

	/**
	 * Returns what a URL of an observation stands for.
	 */
	@Nullable Database get(@Nullable String name) {
		return (name != null) ? this.byName.get(name) : null;
	}

	private static @Nullable String url(Connection connection) {
		try {
			return connection.getMetaData().getURL();
		}
		catch (SQLException ex) {
			// Whoever uses the connection gets to see what is wrong with it
			return null;
		}
	}

}
