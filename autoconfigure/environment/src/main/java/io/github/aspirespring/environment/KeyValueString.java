// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A {@code Key=Value;Key=Value} connection string, the grammar of ADO.NET. Keys are
 * compared without regard to case and white space, a later pair replaces an earlier one
 * of the same key, {@code ==} in a key stands for one equals sign, and a value may stand
 * in single or double quotes, doubled where they occur inside. A pair with an empty value
 * counts as absent.
 *
 * @see <a href=
 * "https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax">Connection
 * string syntax</a>
 */
public final class KeyValueString {

	private final Map<String, Pair> pairs;

	private KeyValueString(Map<String, Pair> pairs) {
		this.pairs = Collections.unmodifiableMap(pairs);
	}

	/**
	 * Reads a connection string.
	 * @param source the variable or property that the text comes from
	 * @param text the connection string
	 * @return its pairs, in the order of their first occurrence
	 * @throws MalformedConnectionException if a part is no pair or a quote is not closed
	 */
	public static KeyValueString parse(String source, String text) {
		return new KeyValueString(new Parser(source, text).parse());
	}

	/**
	 * Creates a connection string from pairs.
	 * @param values the values by key
	 * @return the connection string
	 * @throws IllegalArgumentException if a key is blank or holds a semicolon, which the
	 * grammar cannot express
	 */
	public static KeyValueString of(Map<String, String> values) {
		Map<String, Pair> pairs = new LinkedHashMap<>();
		values.forEach((key, value) -> {
			if (key.isBlank() || key.indexOf(';') >= 0) {
				throw new IllegalArgumentException("A key must not be blank nor hold a semicolon");
			}
			pairs.put(normalize(key), new Pair(key.strip(), value));
		});
		return new KeyValueString(pairs);
	}

	/**
	 * Returns the value of the first of several synonymous keys that has one.
	 * @param synonyms the keys, in any case and with any spacing
	 * @return the value, or {@code null} if no key has a value
	 */
	public @Nullable String get(String... synonyms) {
		for (String synonym : synonyms) {
			Pair pair = this.pairs.get(normalize(synonym));
			if (pair != null && !pair.value().isEmpty()) {
				return pair.value();
			}
		}
		return null;
	}

	/**
	 * Returns the keys that have a value. They don't belong in a message: where an
	 * AppHost has concatenated a password with a semicolon, a part of it looks like a
	 * key.
	 * @return the keys as they are spelled, in the order of their first occurrence
	 */
	public List<String> keys() {
		List<String> keys = new ArrayList<>();
		this.pairs.values().stream().filter((pair) -> !pair.value().isEmpty()).map(Pair::key).forEach(keys::add);
		return Collections.unmodifiableList(keys);
	}

	/**
	 * Returns the form under which every spelling of a key is the same.
	 * @param key a key
	 * @return the key in lower case without white space
	 */
	public static String normalize(String key) {
		StringBuilder normalized = new StringBuilder(key.length());
		key.codePoints().filter((character) -> !Character.isWhitespace(character)).forEach(normalized::appendCodePoint);
		return normalized.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * Prints the connection string with quotes where the grammar needs them. The result
	 * holds every secret that went in.
	 * @return a text that {@link #parse(String, String)} reads back
	 */
	public String format() {
		StringBuilder text = new StringBuilder();
		for (Pair pair : this.pairs.values()) {
			text.append(text.isEmpty() ? "" : ";").append(pair.key().replace("=", "==")).append('=');
			text.append(quoteIfNeeded(pair.value()));
		}
		return text.toString();
	}

	/**
	 * Returns the number of pairs only, for a value is and even a key may be secret.
	 */
	@Override
	public String toString() {
		return "KeyValueString[pairs=" + this.pairs.size() + "]";
	}

	private static String quoteIfNeeded(String value) {
		boolean plain = value.chars()
			.noneMatch((character) -> Character.isWhitespace(character) || Character.isISOControl(character)
					|| "\"'=;".indexOf(character) >= 0);
		if (plain) {
			return value;
		}
		if (value.indexOf('"') >= 0 && value.indexOf('\'') < 0) {
			return "'" + value + "'";
		}
		return "\"" + value.replace("\"", "\"\"") + "\"";
	}

	private record Pair(String key, String value) {

		@Override
		public String toString() {
			return "Pair";
		}

	}

	/**
	 * One pass over the text; the position only ever moves forward.
	 */
	private static final class Parser {

		private final String source;

		private final String text;

		private int position;

		Parser(String source, String text) {
			this.source = source;
			this.text = text;
		}

		Map<String, Pair> parse() {
			Map<String, Pair> pairs = new LinkedHashMap<>();
			while (skipSeparators()) {
				String key = key();
				pairs.put(normalize(key), new Pair(key, value()));
			}
			return pairs;
		}

		private boolean skipSeparators() {
			while (!atEnd() && (current() == ';' || Character.isWhitespace(current()))) {
				this.position++;
			}
			return !atEnd();
		}

		private String key() {
			StringBuilder key = new StringBuilder();
			while (!atEnd() && current() != ';') {
				if (current() != '=') {
					key.append(current());
				}
				else if (this.text.startsWith("==", this.position)) {
					key.append('=');
					this.position++;
				}
				else {
					this.position++;
					if (key.toString().isBlank()) {
						throw malformed("a pair must have a key before its equals sign");
					}
					return key.toString().strip();
				}
				this.position++;
			}
			throw malformed("every part between semicolons must be Key=Value");
		}

		private String value() {
			while (!atEnd() && current() != ';' && Character.isWhitespace(current())) {
				this.position++;
			}
			if (!atEnd() && (current() == '"' || current() == '\'')) {
				return quoted(current());
			}
			int start = this.position;
			int end = this.text.indexOf(';', start);
			this.position = (end < 0) ? this.text.length() : end;
			return this.text.substring(start, this.position).stripTrailing();
		}

		private String quoted(char quote) {
			StringBuilder value = new StringBuilder();
			this.position++;
			while (!atEnd()) {
				char character = current();
				this.position++;
				if (character != quote) {
					value.append(character);
				}
				else if (!atEnd() && current() == quote) {
					value.append(quote);
					this.position++;
				}
				else {
					endOfQuoted();
					return value.toString();
				}
			}
			throw malformed("a value that begins with a quote must end with the same quote");
		}

		private void endOfQuoted() {
			while (!atEnd() && Character.isWhitespace(current())) {
				this.position++;
			}
			if (!atEnd() && current() != ';') {
				throw malformed("only a semicolon may follow a quoted value; double a quote to write it");
			}
		}

		private boolean atEnd() {
			return this.position >= this.text.length();
		}

		private char current() {
			return this.text.charAt(this.position);
		}

		private MalformedConnectionException malformed(String rule) {
			return new MalformedConnectionException(this.source, rule + " (at character " + (this.position + 1) + ")");
		}

	}

}
