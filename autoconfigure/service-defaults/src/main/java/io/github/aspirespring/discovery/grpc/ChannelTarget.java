// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.services.ServiceReference;

/**
 * The service that a channel goes to.
 *
 * @param scheme the scheme of the target in lower case, by which gRPC looks its name
 * resolver up
 * @param reference what service discovery is asked for
 */
record ChannelTarget(String scheme, ServiceReference reference) {

	private static final String ASPIRE = "aspire";

	/**
	 * The name of the endpoint that a service has for gRPC, if it has one of its own.
	 */
	private static final String ENDPOINT = "grpc";

	private static final Pattern TARGET = Pattern.compile("(aspire|https?(?:\\+https?)*):/+(.*)",
			Pattern.CASE_INSENSITIVE);

	/**
	 * Reads the target of a channel: {@code https+http://catalog}, or
	 * {@code aspire:///catalog}, which leaves the choice to the service.
	 * @param target the target
	 * @param endpoints the endpoints that are known
	 * @return the service, or {@code null} if the target is none of ours
	 * @throws IllegalArgumentException if the service is missing or malformed
	 */
	static @Nullable ChannelTarget parse(String target, ChannelEndpoints endpoints) {
		Matcher matcher = TARGET.matcher(target);
		if (!matcher.matches()) {
			return null;
		}
		boolean free = matcher.group(1).equalsIgnoreCase(ASPIRE);
		return free ? of(matcher.group(2), endpoints)
				: new ChannelTarget(matcher.group(1).toLowerCase(Locale.ROOT), ServiceReference.parse(target));
	}

	/**
	 * Returns the target of a service that is only named. Its endpoint named {@code grpc}
	 * is meant, if it has one: a server for gRPC often has a port of its own.
	 * @param service the name, possibly with that of an endpoint
	 * @param endpoints the endpoints that are known
	 * @return the target
	 * @throws IllegalArgumentException if the service is missing or malformed
	 */
	static ChannelTarget of(String service, ChannelEndpoints endpoints) {
		ServiceReference reference = ServiceReference.parse(service);
		if (reference.endpoint() == null) {
			reference = ServiceReference.parse(endpoints.has(reference.service(), ENDPOINT)
					? "_" + ENDPOINT + "." + reference.service() : "https+http://" + reference);
		}
		return new ChannelTarget(ASPIRE, reference);
	}

	/**
	 * Tells whether TLS is used where an endpoint has no scheme and says nothing about
	 * it.
	 * @return whether it is, or {@code null} if the channel has to say it
	 */
	@Nullable Boolean secureByDefault() {
		return this.scheme.equals(ASPIRE) ? null : this.reference.schemes().get(0).equals("https");
	}

	/**
	 * Returns the target as the URL that a client for HTTP would use.
	 * @return the URL
	 */
	URI url() {
		String text = this.reference.toString();
		return URI.create(this.reference.schemes().isEmpty() ? "https+http://" + text : text);
	}

}
