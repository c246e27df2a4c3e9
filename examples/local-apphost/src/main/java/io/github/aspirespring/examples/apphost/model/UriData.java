// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of a value inside a URI.
 */
final class UriData {

	private UriData() {
	}

	/**
	 * Encodes everything but letters, digits and {@code -_.~}, as .NET's
	 * {@code Uri.EscapeDataString} does.
	 * @param value the value to encode
	 * @return the encoded value
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986,
	 * unreserved characters</a>
	 */
	static String escape(String value) {
		// URLEncoder writes HTML forms, which differ from URIs in these three characters
		return URLEncoder.encode(value, StandardCharsets.UTF_8)
			.replace("+", "%20")
			.replace("*", "%2A")
			.replace("%7E", "~");
	}

}
