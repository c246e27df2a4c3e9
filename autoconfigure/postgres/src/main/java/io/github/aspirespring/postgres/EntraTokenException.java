// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * PostgreSQL in Azure wants a token of Microsoft Entra ID, and nothing is there to get
 * one.
 */
final class EntraTokenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates the exception.
	 * @param source the variable or property of the connection
	 * @param target where it leads to
	 * @param action what resolves it
	 */
	EntraTokenException(String source, String target, String action) {
		super("'" + source + "' leads to Azure Database for PostgreSQL at " + target
				+ " without a password, so Microsoft Entra ID has to say who connects, and nothing on the classpath "
				+ "can ask it for a token.");
		this.action = action;
	}

	/**
	 * Analyses that there is no token.
	 */
	static final class Analyzer extends AbstractFailureAnalyzer<EntraTokenException> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, EntraTokenException cause) {
			return new FailureAnalysis(cause.getMessage(), cause.action, cause);
		}

	}

}
