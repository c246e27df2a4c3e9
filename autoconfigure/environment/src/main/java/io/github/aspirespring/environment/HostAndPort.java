// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A host and a port, the port being optional. An IPv6 address is accepted with brackets
 * and, because AppHosts write {@code ::1:5301}, without.
 *
 * @param host a host name or an IP address, an IPv6 address without brackets
 * @param port the port, 1 to 65535, or {@link #NO_PORT}
 */
public record HostAndPort(String host, int port) {

	/**
	 * The port of an address that names none.
	 */
	public static final int NO_PORT = -1;

	private static final int MAX_PORT = 65535;

	private static final Pattern IPV6 = Pattern.compile("(?=[^.]*:)[0-9a-fA-F:][0-9a-fA-F:.]*(%[\\w.-]+)?");

	private static final Pattern FORBIDDEN = Pattern.compile("[\\s\\p{Cntrl}/?#@\\[\\],;=\\\\\"]");

	/**
	 * Creates an address.
	 * @throws IllegalArgumentException if the host is empty or holds a character that no
	 * host has, or the port is out of range
	 */
	public HostAndPort {
		Objects.requireNonNull(host, "host");
		if (!isHost(host) || (port != NO_PORT && (port < 1 || port > MAX_PORT))) {
			throw new IllegalArgumentException("A host and a port from 1 to 65535 are needed");
		}
	}

	/**
	 * Reads {@code host}, {@code host:port}, {@code [IPv6]}, {@code [IPv6]:port},
	 * {@code IPv6} or {@code IPv6:port}. An unbracketed text that is an IPv6 address both
	 * with and without its last group is read as address and port, the way AppHosts write
	 * it.
	 * @param source the variable or property that the text comes from
	 * @param text the address
	 * @return the host and port
	 * @throws MalformedConnectionException if the text is not such an address
	 */
	public static HostAndPort parse(String source, String text) {
		String address = text.strip();
		if (address.startsWith("[")) {
			int end = address.indexOf(']');
			if (end < 0 || !isIpv6(address.substring(1, end))) {
				throw new MalformedConnectionException(source, "brackets must enclose an IPv6 address");
			}
			String rest = address.substring(end + 1);
			if (!rest.isEmpty() && !rest.startsWith(":")) {
				throw new MalformedConnectionException(source, "only a port may follow an IPv6 address in brackets");
			}
			return of(source, address.substring(1, end), rest);
		}
		int colon = address.lastIndexOf(':');
		if (colon < 0) {
			return of(source, address, "");
		}
		String host = address.substring(0, colon);
		String rest = address.substring(colon);
		if (host.indexOf(':') < 0 || (isIpv6(host) && isPort(rest.substring(1)))) {
			return of(source, host, rest);
		}
		if (isIpv6(address)) {
			return of(source, address, "");
		}
		throw new MalformedConnectionException(source, "an address must be a host, a host:port or an IPv6 address");
	}

	/**
	 * Reads a list of addresses separated by commas.
	 * @param source the variable or property that the text comes from
	 * @param text the addresses
	 * @return the addresses in their order, at least one
	 * @throws MalformedConnectionException if an element is not an address
	 */
	public static List<HostAndPort> parseList(String source, String text) {
		List<HostAndPort> addresses = new ArrayList<>();
		for (String element : text.split(",", -1)) {
			addresses.add(parse(source, element));
		}
		return List.copyOf(addresses);
	}

	/**
	 * Reads a port number.
	 * @param source the variable or property that the text comes from
	 * @param text the decimal port number
	 * @return the port, 1 to 65535
	 * @throws MalformedConnectionException if the text is not such a number
	 */
	public static int parsePort(String source, String text) {
		if (!isPort(text.strip())) {
			throw new MalformedConnectionException(source, "a port must be a number from 1 to 65535");
		}
		return Integer.parseInt(text.strip());
	}

	/**
	 * Returns this address, or this host with the given port if the address names none.
	 * @param defaultPort the port to use, 1 to 65535
	 * @return an address with a port
	 */
	public HostAndPort withDefaultPort(int defaultPort) {
		return (this.port != NO_PORT) ? this : new HostAndPort(this.host, defaultPort);
	}

	/**
	 * Returns the address as it stands in a URI: an IPv6 address in brackets, the port
	 * only if there is one.
	 */
	@Override
	public String toString() {
		String printed = (this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host;
		return (this.port != NO_PORT) ? printed + ":" + this.port : printed;
	}

	static boolean isPort(String text) {
		if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) {
			return false;
		}
		int port = Integer.parseInt(text);
		return port >= 1 && port <= MAX_PORT;
	}

	private static HostAndPort of(String source, String host, String rest) {
		if (!isHost(host)) {
			throw new MalformedConnectionException(source, "an address must name a host");
		}
		return new HostAndPort(host, rest.isEmpty() ? NO_PORT : parsePort(source, rest.substring(1)));
	}

	private static boolean isHost(String text) {
		return !text.isEmpty() && !FORBIDDEN.matcher(text).find() && (text.indexOf(':') < 0 || isIpv6(text));
	}

	private static boolean isIpv6(String text) {
		if (!IPV6.matcher(text).matches()) {
			return false;
		}
		int zone = text.indexOf('%');
		try {
			// A text of these characters with a colon is a literal or nothing: the JDK
			// checks its format and never asks a name server
			return InetAddress.getByName((zone < 0) ? text : text.substring(0, zone)) != null;
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
