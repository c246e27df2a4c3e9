// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * What spans get at their end that Micrometer does not give them.
 */
final class FinishedSpans {

	private static final String PEER_SERVICE = "peer.service";

	private static final String HTTP_STATUS = "http.response.status_code";

	// An exporter encodes the name of each key that it has not seen before. They are as
	// good as constant, unless somebody puts values into them.
	private static final int MAX_KEYS = 1000;

	private static final Map<String, AttributeKey<String>> KEYS = new ConcurrentHashMap<>();

	// An observation has nothing but texts
	private static final Set<String> NUMBERS = Set.of(HTTP_STATUS, "http.request.resend_count",
			SpanAttributes.SERVER_PORT, "rpc.grpc.status_code");

	private FinishedSpans() {
	}

	/**
	 * Copies the attributes of an observation, numbers as such.
	 */
	static void tag(Observation.Context context, Span span) {
		// Not getAllKeyValues(), which sorts them once more for every span
		for (KeyValue keyValue : context.getLowCardinalityKeyValues()) {
			tag(keyValue, span);
		}
		for (KeyValue keyValue : context.getHighCardinalityKeyValues()) {
			tag(keyValue, span);
		}
	}

	private static void tag(KeyValue keyValue, Span span) {
		String key = keyValue.getKey();
		if (NUMBERS.contains(key) && isNumber(keyValue.getValue())) {
			span.tag(key, Long.parseLong(keyValue.getValue()));
		}
		else if (key.equalsIgnoreCase("error")) {
			// As Micrometer has it, for Redis
			span.error(new RuntimeException(keyValue.getValue()));
		}
		else if (span instanceof OtelSpan otel) {
			OtelSpan.toOtel(otel).setAttribute(key(key), keyValue.getValue());
		}
		else {
			span.tag(key, keyValue.getValue());
		}
	}

	private static AttributeKey<String> key(String name) {
		AttributeKey<String> known = KEYS.get(name);
		if (known != null) {
			return known;
		}
		AttributeKey<String> key = AttributeKey.stringKey(name);
		if (KEYS.size() < MAX_KEYS) {
			KEYS.put(name, key);
		}
		return key;
	}

	/**
	 * Names the other side unless its address is known, and sets the status.
	 */
	static void finish(Observation.Context context, @Nullable String peer, Span span) {
		if (peer != null && !SpanAttributes.has(context, SpanAttributes.SERVER_ADDRESS)
				&& !SpanAttributes.has(context, PEER_SERVICE)) {
			span.remoteServiceName(peer);
		}
		if (span instanceof OtelSpan otel) {
			setStatus(context, OtelSpan.toOtel(otel));
		}
	}

	private static void setStatus(Observation.Context context, io.opentelemetry.api.trace.Span span) {
		Throwable error = context.getError();
		if (SpanAttributes.has(context, SpanAttributes.ERROR_TYPE)) {
			span.setStatus(StatusCode.ERROR, (error != null && error.getMessage() != null) ? error.getMessage() : "");
		}
		else if (error != null && SpanAttributes.has(context, HTTP_STATUS)) {
			// An exception that became an answer such as 404 is no failure of the server
			span.setStatus(StatusCode.OK);
		}
	}

	/**
	 * Ends a span. Micrometer would copy it to find out whether it has a status, and if
	 * not set one that OpenTelemetry reserves for the application.
	 */
	static void end(Span span) {
		if (span instanceof OtelSpan otel) {
			OtelSpan.toOtel(otel).end();
		}
		else {
			span.end();
		}
	}

	private static boolean isNumber(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) < '0' || value.charAt(i) > '9') {
				return false;
			}
		}
		return !value.isEmpty() && value.length() < 10;
	}

}
