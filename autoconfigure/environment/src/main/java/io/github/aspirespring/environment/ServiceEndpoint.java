// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An address under which a referenced service answers. What the value says counts, never
 * the name of the variable: an endpoint named {@code http} may well be served over TLS.
 *
 * @param source the variable or property that holds the address
 * @param scheme the scheme in lower case, or {@code null} if the value has none
 * @param address the host and, if the value has one, the port
 * @param path the base path without a trailing slash; empty if there is none
 */
public record ServiceEndpoint(String source, @Nullable String scheme, HostAndPort address, String path) {

	/**
	 * Creates an endpoint.
	 */
	public ServiceEndpoint {
		Objects.requireNonNull(source, "source");
		Objects.requireNonNull(address, "address");
		Objects.requireNonNull(path, "path");
	}

	/**
	 * Reads {@code scheme://host:port/path} or {@code host:port}. The path of an address
	 * without a scheme is dropped, as .NET service discovery does.
	 * @param source the variable or property that the text comes from
	 * @param text the address
	 * @return the endpoint
	 * @throws MalformedConnectionException if the text is neither
	 * @see <a href=
	 * "https://github.com/dotnet/extensions/tree/main/src/Libraries/Microsoft.Extensions.ServiceDiscovery">Service
	 * discovery of .NET</a>
	 */
	public static ServiceEndpoint parse(String source, String text) {
		String value = text.strip();
		if (!ConnectionUri.isUri(value)) {
			int slash = value.indexOf('/');
			return new ServiceEndpoint(source, null,
					HostAndPort.parse(source, (slash < 0) ? value : value.substring(0, slash)), "");
		}
		ConnectionUri uri = ConnectionUri.parse(source, value);
		if (uri.hosts().size() != 1) {
			throw new MalformedConnectionException(source, "the address of an endpoint must name one host");
		}
		int end = uri.path().length();
		while (end > 0 && uri.path().charAt(end - 1) == '/') {
			end--;
		}
		return new ServiceEndpoint(source, uri.scheme(), uri.hosts().get(0), uri.path().substring(0, end));
	}

	/**
	 * Returns the address as a URL without a trailing slash, or as {@code host:port} if
	 * it has no scheme.
	 */
	@Override
	public String toString() {
		return ((this.scheme != null) ? this.scheme + "://" : "") + this.address + this.path;
	}

}
