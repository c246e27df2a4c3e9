// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.util.Map;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * Limits the time to connect, so that the next endpoint is tried while there is time. The
 * JDK's client has no limit of its own.
 */
final class HttpClientDefaults implements ApplicationDefaults {

	@Override
	public String enabledProperty() {
		return "aspire.http-client.resilience.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		return context.aspire().isEmpty() ? Map.of() : Map.of("spring.http.clients.connect-timeout", "5s");
	}

}
