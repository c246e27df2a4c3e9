// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.net.URI;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Puts an endpoint in the place of the name of a service.
 *
 * @see <a href=
 * "https://github.com/dotnet/extensions/blob/main/src/Libraries/Microsoft.Extensions.ServiceDiscovery/Http/ResolvingHttpDelegatingHandler.cs">ResolvingHttpDelegatingHandler</a>
 */
final class EndpointUrl {

	private EndpointUrl() {
	}

	/**
	 * Returns the URL with scheme, host and port of the endpoint, and its path in front.
	 * @param url the URL with the name of a service
	 * @param port the port in that URL, which counts if the endpoint has none
	 * @param endpoint the endpoint
	 * @param scheme the scheme for an endpoint without one
	 */
	static URI of(URI url, int port, ServiceEndpoint endpoint, String scheme) {
		String chosen = (endpoint.scheme() != null) ? endpoint.scheme() : scheme;
		StringBuilder text = new StringBuilder(96).append(chosen).append("://");
		String authority = url.getRawAuthority();
		text.append(authority, 0, authority.lastIndexOf('@') + 1);
		String host = endpoint.address().host();
		boolean ipv6 = host.indexOf(':') >= 0;
		text.append(ipv6 ? "[" : "").append(host).append(ipv6 ? "]" : "");
		int chosenPort = port(port, endpoint);
		if (chosenPort != HostAndPort.NO_PORT && chosenPort != defaultPort(chosen)) {
			text.append(':').append(chosenPort);
		}
		text.append(endpoint.path()).append(url.getRawPath());
		if (url.getRawQuery() != null) {
			text.append('?').append(url.getRawQuery());
		}
		if (url.getRawFragment() != null) {
			text.append('#').append(url.getRawFragment());
		}
		try {
			return URI.create(text.toString());
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedConnectionException(endpoint.source(),
					"host and path of an endpoint must fit into a URL");
		}
	}

	/**
	 * Returns the port that a scheme implies.
	 */
	static int defaultPort(String scheme) {
		return switch (scheme) {
			case "http", "ws" -> 80;
			case "https", "wss" -> 443;
			default -> HostAndPort.NO_PORT;
		};
	}

	private static int port(int port, ServiceEndpoint endpoint) {
		boolean implied = endpoint.scheme() != null && defaultPort(endpoint.scheme()) != HostAndPort.NO_PORT;
		return (endpoint.address().port() != HostAndPort.NO_PORT || implied) ? endpoint.address().port() : port;
	}

}
