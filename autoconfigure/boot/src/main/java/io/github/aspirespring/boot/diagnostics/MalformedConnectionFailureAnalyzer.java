// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * Analyses that a variable or property does not follow the grammar of its kind.
 */
final class MalformedConnectionFailureAnalyzer extends AbstractFailureAnalyzer<MalformedConnectionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MalformedConnectionException cause) {
		String description = "The value of '" + cause.source() + "' cannot be used: " + cause.rule() + ".";
		String action = "Correct the value where '" + cause.source() + "' comes from: the resource in the AppHost, its "
				+ "parameters, or the configuration of this application. The value itself is not shown because it may "
				+ "hold a secret.";
		return new FailureAnalysis(description, action, cause);
	}

}
