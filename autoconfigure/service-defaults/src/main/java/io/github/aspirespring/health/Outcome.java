// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * What has come of asking a health contributor.
 *
 * @param status the status
 * @param reason why it is so, fit for a log: messages of exceptions may hold passwords,
 * their types do not
 */
record Outcome(Status status, @Nullable String reason) {

	// As Health.Builder.withException writes it: the type, then the message
	private static final Pattern ERROR = Pattern.compile("((?:[a-z][\\w$]*\\.)+[A-Z][\\w$]*): .*", Pattern.DOTALL);

	static Outcome of(@Nullable Health health) {
		if (health == null) {
			return new Outcome(Status.UNKNOWN, null);
		}
		Matcher error = ERROR.matcher(String.valueOf(health.getDetails().get("error")));
		return new Outcome(health.getStatus(), error.matches() ? error.group(1) : null);
	}

	static Outcome failed(Throwable failure) {
		return new Outcome(Status.DOWN, failure.getClass().getName());
	}

	static Outcome down(String reason) {
		return new Outcome(Status.DOWN, reason);
	}

	boolean isFine() {
		return this.status.equals(Status.UP) || this.status.equals(Status.UNKNOWN);
	}

	@Override
	public String toString() {
		return (this.reason != null) ? this.status + ": " + this.reason : this.status.getCode();
	}

}
