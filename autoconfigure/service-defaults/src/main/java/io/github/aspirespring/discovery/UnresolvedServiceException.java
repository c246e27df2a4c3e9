// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.io.IOException;

/**
 * Nobody knows a service, and no host has its name either. Trying again does not help.
 */
public class UnresolvedServiceException extends IOException {

	private static final long serialVersionUID = 1L;

	private final String service;

	/**
	 * Creates the exception.
	 * @param service the name of the service
	 * @param message what was asked for, what is known, and how to add the service
	 * @param cause the failure to find a host of that name
	 */
	public UnresolvedServiceException(String service, String message, Throwable cause) {
		super(message, cause);
		this.service = service;
	}

	/**
	 * Returns the name of the service that nobody knows.
	 * @return the name of the service
	 */
	public String service() {
		return this.service;
	}

}
