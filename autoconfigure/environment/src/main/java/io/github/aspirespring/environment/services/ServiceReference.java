// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * A service as it is asked for:
 * {@code [scheme[+scheme…]://][_endpoint.]service[:port][/…]}. The port is kept for
 * services that nobody knows; it takes no part in finding those that are known.
 * <p>
 * {@link java.net.URI} is of no help: to it, an authority with an underscore names no
 * host.
 *
 * @param schemes the schemes in lower case, the preferred one first; none if every scheme
 * will do
 * @param endpoint the name of the endpoint in lower case, or {@code null} if the schemes
 * decide
 * @param service the name of the service in lower case; an IPv6 address is in brackets
 * @param port the port, or {@link HostAndPort#NO_PORT}
 * @see <a href=
 * "https://github.com/dotnet/extensions/blob/main/src/Libraries/Microsoft.Extensions.ServiceDiscovery.Abstractions/ServiceEndpointQuery.cs">ServiceEndpointQuery</a>
 */
public record ServiceReference(List<String> schemes, @Nullable String endpoint, String service, int port) {

	private static final String GRAMMAR = "a service is asked for as [scheme[+scheme]://][_endpoint.]service[:port]";

	private static final int MAX_PORT = 65535;

	/**
	 * Creates a reference.
	 */
	public ServiceReference {
		schemes = List.copyOf(schemes);
		Objects.requireNonNull(service, "service");
	}

	/**
	 * Reads a reference. Path, query and fragment are skipped, and so is user
	 * information.
	 * @param text the reference, or a URL that starts with one
	 * @return the reference
	 * @throws IllegalArgumentException if the text does not follow the grammar; the
	 * message does not repeat the text, for a URL may hold a secret
	 */
	public static ServiceReference parse(String text) {
		Objects.requireNonNull(text, "text");
		int end = indexOfAny(text, "/?#");
		int start = 0;
		List<String> schemes = List.of();
		if (end > 0 && text.charAt(end - 1) == ':' && text.startsWith("//", end)) {
			schemes = schemes(text.substring(0, end - 1));
			start = end + 2;
		}
		return parse(schemes, authority(text, start));
	}

	/**
	 * Reads a reference from the parts of a URL.
	 * @param scheme the scheme, or several with a plus sign between them
	 * @param authority the authority, user information included
	 * @return the reference
	 * @throws IllegalArgumentException if the parts do not follow the grammar
	 */
	public static ServiceReference parse(String scheme, String authority) {
		return parse(schemes(scheme), authority);
	}

	private static ServiceReference parse(List<String> schemes, String authority) {
		String address = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
		int colon = address.lastIndexOf(':');
		boolean hasPort = colon > address.lastIndexOf(']');
		String host = hasPort ? address.substring(0, colon) : address;
		int port = hasPort ? port(address.substring(colon + 1)) : HostAndPort.NO_PORT;
		checkHost(host);
		int dot = host.indexOf('.');
		// A name such as _.basket or _x. is a host as any other
		boolean named = host.startsWith("_") && dot > 1 && !host.endsWith(".");
		return named ? new ServiceReference(schemes, host.substring(1, dot), host.substring(dot + 1), port)
				: new ServiceReference(schemes, null, host, port);
	}

	private static String authority(String text, int start) {
		String rest = text.substring(start);
		return rest.substring(0, indexOfAny(rest, "/?#"));
	}

	private static List<String> schemes(String text) {
		List<String> schemes = new ArrayList<>(2);
		for (String scheme : text.toLowerCase(Locale.ROOT).split("\\+", -1)) {
			if (!isScheme(scheme)) {
				throw new IllegalArgumentException("A scheme is malformed: " + GRAMMAR);
			}
			schemes.add(scheme);
		}
		return schemes;
	}

	private static boolean isScheme(String text) {
		return !text.isEmpty() && text.charAt(0) >= 'a' && text.charAt(0) <= 'z'
				&& text.chars()
					.allMatch((character) -> (character >= 'a' && character <= 'z')
							|| (character >= '0' && character <= '9') || character == '-' || character == '.');
	}

	private static void checkHost(String host) {
		boolean valid = host.startsWith("[") ? isIpv6(host)
				: !host.isEmpty() && host.chars().allMatch(ServiceReference::isNameCharacter);
		if (!valid) {
			throw new IllegalArgumentException("The name of a service is missing or malformed: " + GRAMMAR);
		}
	}

	private static boolean isIpv6(String host) {
		try {
			return HostAndPort.parse("host", host).port() == HostAndPort.NO_PORT;
		}
		catch (MalformedConnectionException ex) {
			// Whoever asks for the service learns about the grammar of references
			return false;
		}
	}

	private static boolean isNameCharacter(int character) {
		return Character.isLetterOrDigit(character) || character == '-' || character == '.' || character == '_'
				|| character == '~';
	}

	private static int port(String text) {
		if (text.isEmpty()) {
			return HostAndPort.NO_PORT;
		}
		boolean number = text.length() <= 5 && text.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
		int port = number ? Integer.parseInt(text) : MAX_PORT + 1;
		if (port > MAX_PORT) {
			throw new IllegalArgumentException("A port is no number from 1 to 65535: " + GRAMMAR);
		}
		return (port != 0) ? port : HostAndPort.NO_PORT;
	}

	private static int indexOfAny(String text, String characters) {
		for (int i = 0; i < text.length(); i++) {
			if (characters.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return text.length();
	}

	/**
	 * Returns the reference as it is written.
	 */
	@Override
	public String toString() {
		return (this.schemes.isEmpty() ? "" : String.join("+", this.schemes) + "://")
				+ ((this.endpoint != null) ? "_" + this.endpoint + "." : "") + this.service
				+ ((this.port != HostAndPort.NO_PORT) ? ":" + this.port : "");
	}

}
