// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of a request that the application answers.
 *
 * @param scheme the scheme of the address that the client has used
 * @param path the path of that address
 * @param host the host of that address
 * @param port the port of that address, or a negative number if it is not known
 * @param route the path with its variables, or {@code null} if nothing is mapped to it
 */
record ServerSpan(@Nullable String scheme, String path, @Nullable String host, int port, @Nullable String route) {

	private static final int FAILING = 500;

	void describe(HttpSpan span) {
		span.describe(this.route, FAILING);
		span.add("http.route", this.route);
		span.add("url.path", this.path);
		span.add("url.scheme", this.scheme);
		span.addServer(this.host, this.port);
	}

}
