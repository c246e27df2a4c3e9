// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.aspirespring.discovery.UnresolvedServiceException;

/**
 * Analyzes calls to services that nobody knows.
 */
final class UnresolvedServiceFailureAnalyzer extends AbstractFailureAnalyzer<UnresolvedServiceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnresolvedServiceException cause) {
		return new FailureAnalysis(cause.problem(), cause.action(), cause);
	}

}
