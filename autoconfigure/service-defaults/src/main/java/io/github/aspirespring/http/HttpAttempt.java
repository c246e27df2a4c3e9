// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * What an attempt to send a request has in common, whichever client makes it.
 */
public final class HttpAttempt {

	/**
	 * How long it is worth to read the rest of a body that nobody needs, so that the
	 * connection can be used again.
	 */
	public static final Duration DISCARD = Duration.ofMillis(500);

	/**
	 * The number of a repeated request, from 1 on.
	 * @see <a href=
	 * "https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/">OpenTelemetry's
	 * attributes of HTTP</a>
	 */
	private static final String RESEND_COUNT = "http.request.resend_count";

	private static final Set<String> STREAMS = Set.of(MediaType.TEXT_EVENT_STREAM_VALUE,
			MediaType.APPLICATION_NDJSON_VALUE, "multipart/x-mixed-replace");

	private HttpAttempt() {
	}

	/**
	 * Tells whether a body is meant to take long.
	 * @param type the type of the body, if it has one
	 * @return whether its time is not limited
	 */
	public static boolean isStream(@Nullable MediaType type) {
		return type != null && STREAMS.contains(type.getType() + "/" + type.getSubtype());
	}

	/**
	 * Returns the path of a URI template. Spring's conventions know no scheme but http
	 * and https, and would take others for a path.
	 * @param uriTemplate the template of a URL or of a path, if there is one
	 * @return the path with the query
	 */
	public static @Nullable String path(@Nullable String uriTemplate) {
		int scheme = (uriTemplate != null) ? uriTemplate.indexOf("://") : -1;
		if (uriTemplate == null || scheme < 0) {
			return uriTemplate;
		}
		int query = uriTemplate.indexOf('?');
		if (query >= 0 && query < scheme) {
			return uriTemplate;
		}
		int path = uriTemplate.indexOf('/', scheme + 3);
		return (path >= 0) ? uriTemplate.substring(path) : "/";
	}

	/**
	 * Adds to an observation how many attempts came before, if there were any.
	 * @param observation the observation of the attempt
	 * @param number the number of attempts
	 */
	public static void observeNumber(Observation observation, int number) {
		if (number > 0) {
			observation.highCardinalityKeyValue(KeyValue.of(RESEND_COUNT, String.valueOf(number)));
		}
	}

	/**
	 * Adds to an observation the address that the request really goes to. The last one
	 * counts.
	 * @param observation the observation of the attempt
	 * @param address the address
	 */
	public static void observeAddress(Observation observation, URI address) {
		String host = address.getHost();
		if (host == null || observation.isNoop()) {
			return;
		}
		int port = (address.getPort() >= 0) ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
		observation.highCardinalityKeyValue(KeyValue.of("server.address", host));
		observation.highCardinalityKeyValue(KeyValue.of("server.port", String.valueOf(port)));
		observation.getContext().put(HttpAttempt.class, address);
	}

	/**
	 * Returns the address that the request of an observation really goes to.
	 * @param context the context of the observation
	 * @return the address, or {@code null} if the request is none of ours
	 */
	public static @Nullable URI address(Observation.ContextView context) {
		return (context.get(HttpAttempt.class) instanceof URI address) ? address : null;
	}

}
