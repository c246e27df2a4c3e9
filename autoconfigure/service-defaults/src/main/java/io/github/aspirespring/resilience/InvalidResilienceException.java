// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.util.List;

/**
 * Settings of resilience that are impossible, or make no sense together.
 */
public final class InvalidResilienceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	InvalidResilienceException(List<String> problems) {
		super(String.join("; ", problems));
	}

}
