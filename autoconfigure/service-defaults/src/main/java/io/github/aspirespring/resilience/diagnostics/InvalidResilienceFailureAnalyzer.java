// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.aspirespring.resilience.InvalidResilienceException;

/**
 * Analyzes settings of resilience that do not go together.
 */
final class InvalidResilienceFailureAnalyzer extends AbstractFailureAnalyzer<InvalidResilienceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidResilienceException cause) {
		return new FailureAnalysis("The resilience of HTTP clients cannot be set up: " + cause.getMessage() + ".",
				"Change these properties. What is not set for one service is inherited from "
						+ "'aspire.http-client.resilience' and 'aspire.http-client.hedging', and from the defaults.",
				cause);
	}

}
