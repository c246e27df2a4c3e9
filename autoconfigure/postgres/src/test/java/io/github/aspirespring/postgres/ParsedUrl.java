// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the driver itself reads from a JDBC URL.
 */
final class ParsedUrl {

	private ParsedUrl() {
	}

	/**
	 * Returns the parameters of pgjdbc, its defaults included. Host, port and database
	 * are {@code PGHOST}, {@code PGPORT} and {@code PGDBNAME}.
	 * @throws IllegalArgumentException if the driver rejects the URL
	 */
	static Map<String, String> of(String url, String username) {
		Properties user = new Properties();
		user.setProperty("user", username);
		Map<String, String> parameters = new HashMap<>();
		try {
			for (DriverPropertyInfo parameter : DriverManager.getDriver(url).getPropertyInfo(url, user)) {
				if (parameter.value != null) {
					parameters.put(parameter.name, parameter.value);
				}
			}
		}
		catch (SQLException ex) {
			throw new IllegalArgumentException(ex);
		}
		return parameters;
	}

}
