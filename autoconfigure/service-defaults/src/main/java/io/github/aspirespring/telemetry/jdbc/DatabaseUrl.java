// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.telemetry.sql.Database;
import io.github.aspirespring.telemetry.sql.DatabaseSystem;

/**
 * Reads from a JDBC URL where a database is. What a URL says in an unclear way is left
 * out, because a part of a password might be taken for it.
 */
final class DatabaseUrl {

	private static final String HOST = "(\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+)";

	private static final Pattern ADDRESS = Pattern.compile(HOST + "(?:\\\\[^:]*)?(?::(\\d{1,5}))?");

	private static final Pattern ORACLE_ADDRESS = Pattern.compile(HOST + "(?::(\\d{1,5}))?[:/](.+)");

	private static final Pattern DATABASE = Pattern.compile(";\\s*database(?:name)?\\s*=\\s*([^;]+)",
			Pattern.CASE_INSENSITIVE);

	private DatabaseUrl() {
	}

	/**
	 * Reads a JDBC URL.
	 */
	static Database parse(String url) {
		int end = indexOfAny(url, 0, "?;");
		String location = url.substring(0, end);
		int address = location.indexOf("//");
		String protocols = (address >= 0) ? location.substring(0, address) : location;
		List<DatabaseSystem> systems = Arrays.stream(protocols.split(":"))
			.map(DatabaseSystem::of)
			.filter((each) -> each != DatabaseSystem.OTHER)
			.toList();
		DatabaseSystem system = systems.isEmpty() ? DatabaseSystem.OTHER : systems.get(systems.size() - 1);
		if (location.startsWith("jdbc:oracle:")) {
			return oracle(location);
		}
		if (address < 0) {
			return new Database(system, null, 0, lastName(location));
		}
		return remote(system, location.substring(address + 2), url.substring(end));
	}

	private static Database remote(DatabaseSystem system, String location, String properties) {
		int end = indexOfAny(location, 0, "/");
		String path = location.substring(Math.min(end + 1, location.length()));
		String authority = location.substring(location.substring(0, end).lastIndexOf('@') + 1, end);
		Matcher address = ADDRESS.matcher(authority.substring(0, indexOfAny(authority, 0, ",")));
		if (path.contains("@")) {
			return new Database(system, null, 0, null);
		}
		Matcher property = DATABASE.matcher(properties);
		String database = property.find() ? property.group(1).trim() : decode(path);
		if (authority.isEmpty()) {
			return new Database(system, "localhost", system.port(), database);
		}
		return address.matches() ? new Database(system, host(address), port(address, system), database)
				: new Database(system, null, 0, database);
	}

	private static Database oracle(String url) {
		int at = url.lastIndexOf('@');
		String location = url.substring(at + 1).replaceFirst("^([a-z]+:)?//", "");
		Matcher address = ORACLE_ADDRESS.matcher(location);
		return (at >= 0 && address.matches()) ? new Database(DatabaseSystem.ORACLE, host(address),
				port(address, DatabaseSystem.ORACLE), address.group(3))
				: new Database(DatabaseSystem.ORACLE, null, 0, null);
	}

	private static String host(Matcher address) {
		String host = address.group(1);
		return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
	}

	private static int port(Matcher address, DatabaseSystem system) {
		return (address.group(2) != null) ? Integer.parseInt(address.group(2)) : system.port();
	}

	private static @Nullable String lastName(String location) {
		String name = location.substring(
				Math.max(location.lastIndexOf(':'), Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\')))
						+ 1);
		return (name.isEmpty() || name.contains("@")) ? null : name;
	}

	private static @Nullable String decode(String path) {
		try {
			return path.isEmpty() ? null : URLDecoder.decode(path, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			// A name with a percent sign of its own
			return path;
		}
	}

	private static int indexOfAny(String text, int from, String characters) {
		for (int index = from; index < text.length(); index++) {
			if (characters.indexOf(text.charAt(index)) >= 0) {
				return index;
			}
		}
		return text.length();
	}

}
