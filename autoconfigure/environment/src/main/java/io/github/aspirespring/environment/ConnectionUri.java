// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A connection URI: {@code scheme://user:password@host:port,host:port/path?key=value}. It
 * is wider than RFC 3986 where AppHosts are: a password that was never percent-encoded is
 * accepted (Docker Compose and Kubernetes publishers insert it raw), so are several hosts
 * and an IPv6 address without brackets.
 * <p>
 * The user information ends at the last {@code @} that an address follows, unless a path
 * or a {@code key=value} query begins before it. A percent sign that no two hexadecimal
 * digits follow shows that the text was not encoded; it is then taken as it stands. A
 * plus sign is always a plus sign.
 *
 * @param scheme the scheme in lower case, such as {@code rediss}
 * @param username the decoded user name, or {@code null}
 * @param password the decoded password, or {@code null}
 * @param hosts the addresses, at least one
 * @param path the path as it stands, with its leading slash, or empty
 * @param query the decoded query parameters in their order
 */
public record ConnectionUri(String scheme, @Nullable String username, @Nullable String password,
		List<HostAndPort> hosts, String path, Map<String, String> query) {

	private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://");

	private static final Pattern QUERY = Pattern.compile("\\?[\\w.-]+=");

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private static final int NO_HOST = 0;

	private static final int HOST_ONLY = 1;

	private static final int HOST_AND_PORT = 2;

	/**
	 * Creates a URI.
	 * @throws IllegalArgumentException if there is no address
	 */
	public ConnectionUri {
		if (hosts.isEmpty()) {
			throw new IllegalArgumentException("A URI needs an address");
		}
		hosts = List.copyOf(hosts);
		query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
	}

	/**
	 * Tells whether a text starts like a URI.
	 * @param text any text
	 * @return whether a scheme and {@code ://} come first
	 */
	public static boolean isUri(String text) {
		return text.contains("://") && SCHEME.matcher(text.strip()).lookingAt();
	}

	/**
	 * Reads a connection URI.
	 * @param source the variable or property that the text comes from
	 * @param text the URI
	 * @return its parts
	 * @throws MalformedConnectionException if there is no scheme or no address of a host
	 */
	public static ConnectionUri parse(String source, String text) {
		String stripped = text.strip();
		Matcher scheme = SCHEME.matcher(stripped);
		if (!scheme.lookingAt()) {
			throw new MalformedConnectionException(source, "a URI must start with a scheme and '://'");
		}
		String rest = stripped.substring(scheme.end());
		int at = endOfUserInfo(source, rest);
		String userInfo = rest.substring(0, Math.max(at, 0));
		String address = rest.substring(at + 1);
		int endOfPath = indexOfAny(address, "?#");
		int endOfAuthority = Math.min(indexOfAny(address, "/"), endOfPath);
		int colon = (userInfo.indexOf(':') < 0) ? userInfo.length() : userInfo.indexOf(':');
		return new ConnectionUri(scheme.group(1).toLowerCase(Locale.ROOT),
				emptyToNull(percentDecode(userInfo.substring(0, colon))),
				emptyToNull(percentDecode(userInfo.substring(Math.min(colon + 1, userInfo.length())))),
				HostAndPort.parseList(source, address.substring(0, endOfAuthority)),
				address.substring(endOfAuthority, endOfPath), query(address.substring(endOfPath)));
	}

	/**
	 * Returns the decoded path without its leading slash, which is where most schemes
	 * name a database or a virtual host.
	 * @return the decoded path, or {@code null} if there is none or it is just a slash
	 */
	public @Nullable String segment() {
		return (this.path.length() > 1) ? percentDecode(this.path.substring(1)) : null;
	}

	/**
	 * Prints the URI with user information, segment and query encoded. The result holds
	 * the password.
	 * @return a text that {@link #parse(String, String)} reads back
	 */
	public String format() {
		StringBuilder text = new StringBuilder(this.scheme).append("://");
		if (this.username != null || this.password != null) {
			text.append((this.username != null) ? percentEncode(this.username) : "");
			text.append((this.password != null) ? ":" + percentEncode(this.password) : "").append('@');
		}
		return text.append(printedHosts()).append(this.path).append(printedQuery()).toString();
	}

	/**
	 * Returns scheme and addresses only, for every other part may be a secret.
	 */
	@Override
	public String toString() {
		return this.scheme + "://" + printedHosts();
	}

	/**
	 * Decodes percent escapes as UTF-8, and nothing else.
	 * @param text a text
	 * @return the decoded text, or the text itself if it is not a valid encoding
	 */
	public static String percentDecode(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] != '%') {
				decoded.put(bytes[i]);
				continue;
			}
			int high = (i + 2 < bytes.length) ? Character.digit(bytes[i + 1], 16) : -1;
			int low = (i + 2 < bytes.length) ? Character.digit(bytes[i + 2], 16) : -1;
			if (high < 0 || low < 0) {
				return text;
			}
			decoded.put((byte) (high << 4 | low));
			i += 2;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
		}
		catch (CharacterCodingException ex) {
			return text;
		}
	}

	/**
	 * Percent-encodes everything but the unreserved characters of RFC 3986, as
	 * {@code Uri.EscapeDataString} does.
	 * @param text a text
	 * @return its encoding
	 */
	public static String percentEncode(String text) {
		StringBuilder encoded = new StringBuilder();
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			char character = (char) (octet & 0xFF);
			boolean unreserved = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
					|| (character >= '0' && character <= '9') || "-_.~".indexOf(character) >= 0;
			encoded.append(unreserved ? String.valueOf(character) : "%" + HEX.toHexDigits(octet));
		}
		return encoded.toString();
	}

	// A raw password may hold any of /?#@ itself, so the last @ ends it. Where a query or
	// a path holds an @, what follows is no address, or lacks the port that AppHosts add
	private static int endOfUserInfo(String source, String rest) {
		int last = rest.lastIndexOf('@');
		int end = last;
		Matcher query = QUERY.matcher(rest);
		if (query.find() && query.start() < last) {
			int beforeQuery = rest.lastIndexOf('@', query.start());
			end = (rank(source, rest, beforeQuery) >= rank(source, rest, last)) ? beforeQuery : last;
		}
		int rank = rank(source, rest, end);
		int rankOfNone = rank(source, rest, -1);
		return (rankOfNone > rank || (rankOfNone == HOST_ONLY && rank == HOST_ONLY)) ? -1 : end;
	}

	private static int rank(String source, String rest, int at) {
		try {
			String address = rest.substring(at + 1);
			return HostAndPort.parseList(source, address.substring(0, indexOfAny(address, "/?#")))
				.stream()
				.allMatch((host) -> host.port() != HostAndPort.NO_PORT) ? HOST_AND_PORT : HOST_ONLY;
		}
		catch (MalformedConnectionException ex) {
			return NO_HOST;
		}
	}

	private static int indexOfAny(String text, String characters) {
		for (int i = 0; i < text.length(); i++) {
			if (characters.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return text.length();
	}

	private static Map<String, String> query(String text) {
		Map<String, String> query = new LinkedHashMap<>();
		String pairs = text.startsWith("?") ? text.substring(1, indexOfAny(text, "#")) : "";
		for (String pair : pairs.split("&")) {
			int equals = pair.indexOf('=');
			if (!pair.isEmpty()) {
				query.put(percentDecode((equals < 0) ? pair : pair.substring(0, equals)),
						(equals < 0) ? "" : percentDecode(pair.substring(equals + 1)));
			}
		}
		return query;
	}

	private String printedHosts() {
		return this.hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
	}

	private String printedQuery() {
		String pairs = this.query.entrySet()
			.stream()
			.map((entry) -> percentEncode(entry.getKey()) + "=" + percentEncode(entry.getValue()))
			.collect(Collectors.joining("&"));
		return pairs.isEmpty() ? "" : "?" + pairs;
	}

	private static @Nullable String emptyToNull(String text) {
		return text.isEmpty() ? null : text;
	}

}
