// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.sql;

import java.util.Locale;

/**
 * The text of an SQL statement, for spans: what it does, and what it says but the values.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/db/database-spans/#sanitization-of-dbquerytext">Sanitization
 * of db.query.text</a>
 */
final class SqlText {

	private static final String VALUE = "?";

	private final String sql;

	private final boolean mySql;

	private int position;

	private SqlText(String sql, boolean mySql) {
		this.sql = sql;
		this.mySql = mySql;
	}

	/**
	 * Returns the first word of a statement, such as {@code SELECT}, or an empty string
	 * if there is none.
	 */
	static String operation(String sql) {
		SqlText text = new SqlText(sql, false);
		while (text.position < sql.length()) {
			char next = sql.charAt(text.position);
			int end = text.commentEnd();
			if (end > text.position) {
				text.position = end;
			}
			else if (Character.isWhitespace(next) || next == '(' || next == ';') {
				text.position++;
			}
			else {
				return sql.substring(text.position, text.wordEnd()).toUpperCase(Locale.ROOT);
			}
		}
		return "";
	}

	/**
	 * Returns a statement with question marks for the texts and numbers in it.
	 * @param sql the statement
	 * @param mySql whether the rules of MySQL for texts hold
	 */
	static String withoutValues(String sql, boolean mySql) {
		SqlText text = new SqlText(sql, mySql);
		StringBuilder result = new StringBuilder(sql.length());
		while (text.position < sql.length()) {
			int start = text.position;
			boolean value = text.next();
			result.append(value ? VALUE : sql.substring(start, text.position));
		}
		return result.toString();
	}

	// Whether what has been passed is a value
	private boolean next() {
		char next = this.sql.charAt(this.position);
		int end = commentEnd();
		if (end > this.position) {
			this.position = end;
			return false;
		}
		if (next == '\'' || next == '"' || next == '`') {
			boolean value = next == '\'' || (next == '"' && this.mySql);
			this.position = quoteEnd(next, value && this.mySql);
			return value;
		}
		if (next == '$') {
			return passDollarQuote();
		}
		end = wordEnd();
		if (end == this.position) {
			this.position++;
			return false;
		}
		return passWord(end);
	}

	private boolean passWord(int end) {
		int start = this.position;
		this.position = end;
		if (Character.isDigit(this.sql.charAt(start))) {
			return true;
		}
		// E'...' of PostgreSQL knows backslashes
		if (end - start == 1 && "eE".indexOf(this.sql.charAt(start)) >= 0 && end < this.sql.length()
				&& this.sql.charAt(end) == '\'') {
			this.position = quoteEnd('\'', true);
			return true;
		}
		return false;
	}

	// $$...$$ and $tag$...$tag$ of PostgreSQL
	private boolean passDollarQuote() {
		int start = this.position;
		this.position++;
		int tagEnd = wordEnd();
		if (tagEnd == this.sql.length() || this.sql.charAt(tagEnd) != '$') {
			// $1 is a parameter
			this.position = tagEnd;
			return false;
		}
		String tag = this.sql.substring(start, tagEnd + 1);
		int end = this.sql.indexOf(tag, tagEnd + 1);
		this.position = (end >= 0) ? end + tag.length() : this.sql.length();
		return true;
	}

	private int commentEnd() {
		if (this.sql.startsWith("--", this.position)) {
			return endOf("\n");
		}
		return this.sql.startsWith("/*", this.position) ? endOf("*/") : this.position;
	}

	private int endOf(String mark) {
		int end = this.sql.indexOf(mark, this.position + 2);
		return (end >= 0) ? end + mark.length() : this.sql.length();
	}

	private int quoteEnd(char quote, boolean backslashes) {
		int index = this.sql.indexOf(quote, this.position) + 1;
		while (index < this.sql.length()) {
			char next = this.sql.charAt(index);
			boolean doubled = next == quote && index + 1 < this.sql.length() && this.sql.charAt(index + 1) == quote;
			if (next == quote && !doubled) {
				return index + 1;
			}
			index += (doubled || (backslashes && next == '\\')) ? 2 : 1;
		}
		return this.sql.length();
	}

	// A name or a number: 1.5e3 is a number, and the 1 of t1 is none
	private int wordEnd() {
		int end = this.position;
		boolean number = end < this.sql.length() && Character.isDigit(this.sql.charAt(end));
		while (end < this.sql.length() && (Character.isLetterOrDigit(this.sql.charAt(end))
				|| this.sql.charAt(end) == '_' || (number && this.sql.charAt(end) == '.'))) {
			end++;
		}
		return end;
	}

}
