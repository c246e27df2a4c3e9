// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.util.Locale;
import java.util.Set;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.telemetry.tracing.SpanAttributes;

/**
 * The attributes that spans of clients and of servers share.
 *
 * @param context the observation
 * @param method the method of the request
 * @param status the status of the response, or {@code null} if there is none
 */
record HttpSpan(Observation.Context context, String method, @Nullable Integer status) {

	private static final Set<String> METHODS = Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST",
			"PUT", "QUERY", "TRACE");

	/**
	 * Adds what happened.
	 * @param route the path of the request with its variables, if it is known
	 * @param failing the status from which on a response is a failure
	 */
	void describe(@Nullable String route, int failing) {
		boolean known = METHODS.contains(this.method);
		add("http.request.method", known ? this.method : "_OTHER");
		if (!known) {
			add("http.request.method_original", this.method);
		}
		if (this.status != null) {
			add("http.response.status_code", String.valueOf(this.status));
		}
		add(SpanAttributes.ERROR_TYPE, errorType(failing));
		name(known ? this.method : "HTTP", route);
	}

	void add(String key, @Nullable String value) {
		SpanAttributes.add(this.context, key, value);
	}

	void addServer(@Nullable String host, int port) {
		if (host != null) {
			add(SpanAttributes.SERVER_ADDRESS, host);
			if (port >= 0) {
				add(SpanAttributes.SERVER_PORT, String.valueOf(port));
			}
		}
	}

	// An exception that has become a good answer is none for the other side
	private @Nullable String errorType(int failing) {
		if (this.status != null && this.status < failing) {
			return null;
		}
		Throwable error = this.context.getError();
		if (error != null) {
			return error.getClass().getName();
		}
		return (this.status != null) ? String.valueOf(this.status) : null;
	}

	/**
	 * Names the span unless it has a name that is not Spring's.
	 */
	private void name(String method, @Nullable String route) {
		String name = this.context.getContextualName();
		String prefix = "http " + this.method.toLowerCase(Locale.ROOT);
		if (name == null || (name.startsWith(prefix)
				&& (name.length() == prefix.length() || name.charAt(prefix.length()) == ' '))) {
			this.context.setContextualName((route != null) ? method + " " + route : method);
		}
	}

}
