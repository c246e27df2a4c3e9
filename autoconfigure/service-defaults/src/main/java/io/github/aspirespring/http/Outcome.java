// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.resilience.FailedAttempt;

/**
 * How an attempt ended: with a response, or with an exception.
 *
 * @param response the response, or {@code null} if there is none
 * @param exception what was thrown instead
 * @param failure why another attempt may end better, or {@code null} if this one is good
 */
record Outcome(@Nullable AttemptResponse response, @Nullable IOException exception, @Nullable FailedAttempt failure) {

	/**
	 * Returns the response, or throws the exception.
	 */
	AttemptResponse get() throws IOException {
		if (this.response != null) {
			return this.response;
		}
		throw (this.exception != null) ? this.exception : new IOException("An attempt ended with nothing");
	}

	void discard(Watches watches) {
		if (this.response != null) {
			this.response.discard(watches);
		}
	}

}
