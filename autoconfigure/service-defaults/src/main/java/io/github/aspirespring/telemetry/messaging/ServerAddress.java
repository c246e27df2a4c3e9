// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where a broker is.
 *
 * @param host the host, an IPv6 address without brackets
 * @param port the port
 */
record ServerAddress(String host, int port) {

	private static final Pattern FIRST = Pattern
		.compile("\\s*(?:[A-Z_]+://)?(?:\\[([^]]+)]|([^:,\\[\\]]+)):(\\d{1,5})\\s*(?:,.*)?");

	/**
	 * Returns the first of a list of servers, such as {@code localhost:9092,other:9092}.
	 * @return the server, or {@code null} if the list does not begin with one
	 */
	static @Nullable ServerAddress firstOf(String servers) {
		Matcher matcher = FIRST.matcher(servers);
		if (!matcher.matches()) {
			return null;
		}
		String host = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2);
		return new ServerAddress(host.trim(), Integer.parseInt(matcher.group(3)));
	}

}
