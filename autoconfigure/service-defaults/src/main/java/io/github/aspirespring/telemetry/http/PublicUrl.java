// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * A URL as others may see it: without who logs in, and without the values of query
 * parameters, as the instrumentation of .NET writes it.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/">The attribute
 * url.full</a>
 */
final class PublicUrl {

	private static final String REDACTED = "Redacted";

	private PublicUrl() {
	}

	static String of(URI uri, boolean queryValues) {
		StringBuilder url = new StringBuilder();
		if (uri.getScheme() != null) {
			url.append(uri.getScheme()).append(':');
		}
		String authority = uri.getRawAuthority();
		if (authority != null) {
			url.append("//").append(authority, authority.lastIndexOf('@') + 1, authority.length());
		}
		if (uri.getRawPath() != null) {
			url.append(uri.getRawPath());
		}
		appendQuery(url, uri.getRawQuery(), queryValues);
		return url.toString();
	}

	private static void appendQuery(StringBuilder url, @Nullable String query, boolean values) {
		if (query == null) {
			return;
		}
		if (values) {
			url.append('?').append(query);
			return;
		}
		char separator = '?';
		for (String parameter : query.split("&", -1)) {
			int equals = parameter.indexOf('=');
			url.append(separator);
			if (equals >= 0) {
				url.append(parameter, 0, equals + 1).append(REDACTED);
			}
			else {
				url.append(parameter);
			}
			separator = '&';
		}
	}

}
