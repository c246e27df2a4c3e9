// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.io.IOException;

/**
 * Nobody knows a service, and no host has its name either. Trying again does not help.
 */
public class UnresolvedServiceException extends IOException {

	private static final long serialVersionUID = 1L;

	private final String service;

	private final String problem;

	private final String action;

	/**
	 * Creates the exception.
	 * @param service the name of the service
	 * @param problem what was asked for, and what is known
	 * @param action how to add the service
	 * @param cause the failure to find a host of that name
	 */
	public UnresolvedServiceException(String service, String problem, String action, Throwable cause) {
		super(problem + " " + action, cause);
		this.service = service;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Returns the name of the service that nobody knows.
	 * @return the name of the service
	 */
	public String service() {
		return this.service;
	}

	/**
	 * Returns what was asked for, and what is known.
	 * @return one or two sentences
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Returns how to add the service.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
