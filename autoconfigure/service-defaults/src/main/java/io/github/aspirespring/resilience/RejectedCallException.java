// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.io.IOException;

/**
 * A call that was not made: too many wait for the service already, or its circuit breaker
 * is open. The cause is the exception of Resilience4j.
 */
public final class RejectedCallException extends IOException {

	private static final long serialVersionUID = 1L;

	RejectedCallException(String message, RuntimeException cause) {
		super(message, cause);
	}

}
