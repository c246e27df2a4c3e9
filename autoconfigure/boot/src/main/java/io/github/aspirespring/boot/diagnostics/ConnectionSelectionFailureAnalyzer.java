// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.aspirespring.boot.ConnectionSelectionException;

/**
 * Analyses that no connection could be selected for an integration.
 */
final class ConnectionSelectionFailureAnalyzer extends AbstractFailureAnalyzer<ConnectionSelectionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ConnectionSelectionException cause) {
		return new FailureAnalysis(cause.description(), cause.action(), cause);
	}

}
