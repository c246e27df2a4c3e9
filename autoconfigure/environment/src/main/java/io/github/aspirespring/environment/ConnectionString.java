// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A connection string and where it came from. What its text means depends on the
 * technology; the grammars that technologies share are offered as views.
 *
 * @param source the variable or property that holds it, such as
 * {@code ConnectionStrings__cache}
 * @param value the text, which may hold secrets
 */
public record ConnectionString(String source, String value) {

	private static final Pattern KEY_FIRST = Pattern.compile("[A-Za-z][A-Za-z0-9 _.-]*=.*", Pattern.DOTALL);

	/**
	 * Creates a connection string.
	 */
	public ConnectionString {
		Objects.requireNonNull(source, "source");
		Objects.requireNonNull(value, "value");
	}

	/**
	 * Tells whether this is a URI rather than pairs or addresses. Azure resources use the
	 * bare URI of the service as connection string.
	 * @return whether a scheme and {@code ://} come first
	 */
	public boolean isUri() {
		return ConnectionUri.isUri(this.value);
	}

	/**
	 * Tells whether this is {@code Key=Value} pairs rather than a URI or addresses.
	 * @return whether a key and an equals sign come first
	 */
	public boolean isKeyValues() {
		return KEY_FIRST.matcher(this.value.strip()).matches();
	}

	/**
	 * Reads the text as ADO.NET pairs.
	 * @return the pairs
	 * @throws MalformedConnectionException if the text does not follow that grammar
	 */
	public KeyValueString keyValues() {
		return KeyValueString.parse(this.source, this.value);
	}

	/**
	 * Reads the text as a URI.
	 * @return the parts of the URI
	 * @throws MalformedConnectionException if the text does not follow that grammar
	 */
	public ConnectionUri uri() {
		return ConnectionUri.parse(this.source, this.value);
	}

	/**
	 * Reads the text as addresses separated by commas.
	 * @return the addresses in their order, at least one
	 * @throws MalformedConnectionException if the text does not follow that grammar
	 */
	public List<HostAndPort> hostAndPorts() {
		return HostAndPort.parseList(this.source, this.value);
	}

	/**
	 * Takes a pair with a known value out of the text. AppHosts concatenate user names
	 * and passwords without quoting them, so one that holds a quote, a semicolon or a
	 * comma would break the grammar; where the same value is also known from the
	 * connection properties, the rest of the string can be read without it.
	 * @param value the value exactly as it was concatenated
	 * @param keys the synonymous keys under which it may stand
	 * @return the connection string without that pair, or this one if it does not hold it
	 */
	public ConnectionString without(String value, String... keys) {
		String names = Stream.of(keys).map(Pattern::quote).collect(Collectors.joining("|"));
		Matcher matcher = Pattern
			.compile("(?<=^|[;,])\\s*(?:" + names + ")\\s*=\\s*" + Pattern.quote(value) + "\\s*(?=$|[;,])[;,]?",
					Pattern.CASE_INSENSITIVE)
			.matcher(this.value);
		if (!matcher.find()) {
			return this;
		}
		String before = this.value.substring(0, matcher.start());
		String after = this.value.substring(matcher.end());
		return new ConnectionString(this.source, after.isEmpty() ? before.replaceFirst("[;,]$", "") : before + after);
	}

	/**
	 * Returns the source only, for the value may be or hold a secret.
	 */
	@Override
	public String toString() {
		return "ConnectionString[source=" + this.source + "]";
	}

}
