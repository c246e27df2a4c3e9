// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.github.aspirespring.discovery.UnresolvedServiceException;

/**
 * An attempt that failed in a way that may pass: with status 408, 429 or 5xx, or without
 * a response. It is what circuit breakers and retries of Resilience4j are told.
 */
public final class FailedAttempt extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable Duration retryAfter;

	private final Duration remaining;

	private FailedAttempt(String message, @Nullable Throwable cause, @Nullable Duration retryAfter,
			Duration remaining) {
		// Nobody looks at where it was made, and a stack trace costs more than the rest
		super(message, cause, false, false);
		this.retryAfter = retryAfter;
		this.remaining = remaining;
	}

	/**
	 * Creates a failure of an attempt that was answered.
	 * @param status the status of the response
	 * @param headers the headers of the response
	 * @param remaining what is left of the total time of the call
	 * @return the failure
	 */
	public static FailedAttempt of(HttpStatusCode status, HttpHeaders headers, Duration remaining) {
		return new FailedAttempt("status " + status.value(), null, retryAfter(headers, Clock.systemUTC()), remaining);
	}

	/**
	 * Creates a failure of an attempt that was not answered.
	 * @param failure what was thrown instead
	 * @param remaining what is left of the total time of the call
	 * @return the failure
	 */
	public static FailedAttempt of(Throwable failure, Duration remaining) {
		return new FailedAttempt(failure.toString(), failure, null, remaining);
	}

	/**
	 * Tells whether a status says that another attempt may succeed.
	 * @param status the status of a response
	 * @return whether it is 408, 429 or from 500 on
	 */
	public static boolean isTransient(HttpStatusCode status) {
		int value = status.value();
		return value >= 500 || value == 408 || value == 429;
	}

	/**
	 * Tells whether an exception says that another attempt may succeed.
	 * @param failure what an attempt has thrown
	 * @return whether it is about input or output, and not about a service that nobody
	 * knows
	 */
	public static boolean isTransient(Throwable failure) {
		return failure instanceof IOException && !(failure instanceof UnresolvedServiceException);
	}

	/**
	 * Returns what kind of failure it is: a status or an exception, without its message.
	 */
	String kind() {
		Throwable cause = getCause();
		return (cause != null) ? cause.getClass().getName() : String.valueOf(getMessage());
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	Duration remaining() {
		return this.remaining;
	}

	/**
	 * Reads a delay in seconds or a date.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-retry-after">RFC 9110</a>
	 */
	static @Nullable Duration retryAfter(HttpHeaders headers, Clock clock) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		String text = value.strip();
		if (text.matches("[0-9]{1,9}")) {
			return Duration.ofSeconds(Long.parseLong(text));
		}
		try {
			long date = headers.getFirstDate(HttpHeaders.RETRY_AFTER);
			return Duration.ofMillis(Math.max(0, date - clock.millis()));
		}
		catch (IllegalArgumentException ex) {
			// A header that means nothing is as good as none
			return null;
		}
	}

}
