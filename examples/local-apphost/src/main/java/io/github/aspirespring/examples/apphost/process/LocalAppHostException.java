// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import org.jspecify.annotations.Nullable;

/**
 * Something did not start, or did not do what it should. The message is for the person at
 * the console and is all they get to see.
 */
public final class LocalAppHostException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param message what happened and, where it can be told, what to do
	 */
	public LocalAppHostException(String message) {
		this(message, null);
	}

	/**
	 * Creates an exception with a cause, whose message is added to the given one.
	 * @param message what happened and, where it can be told, what to do
	 * @param cause the reason, if there is one
	 */
	public LocalAppHostException(String message, @Nullable Throwable cause) {
		super((cause != null) ? message + " (" + cause.getMessage() + ")" : message, cause);
	}

}
