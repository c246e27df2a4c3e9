// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

/**
 * A variable or property that an AppHost or a user set does not follow the grammar of its
 * kind. The message names the variable and the rule it breaks and never repeats any part
 * of the value, because a value that cannot be parsed may hold a secret anywhere.
 */
public class MalformedConnectionException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String source;

	private final String rule;

	/**
	 * Creates the exception.
	 * @param source the variable or property whose value is malformed, such as
	 * {@code ConnectionStrings__cache}
	 * @param rule what the grammar asks for, in words that do not repeat the value
	 */
	public MalformedConnectionException(String source, String rule) {
		super("'" + source + "' is malformed: " + rule);
		this.source = source;
		this.rule = rule;
	}

	/**
	 * Returns the variable or property whose value is malformed.
	 * @return the name of the variable or property
	 */
	public String source() {
		return this.source;
	}

	/**
	 * Returns the rule that the value breaks.
	 * @return the rule, without any part of the value
	 */
	public String rule() {
		return this.rule;
	}

}
