// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

/**
 * An endpoint of a service, the outcome of {@code WithHttpEndpoint(name, env)}.
 *
 * @param name the name of the endpoint
 * @param variable the variable that tells the service the port to listen on
 * @param port the port
 */
public record HttpEndpoint(String name, String variable, int port) {

	/**
	 * Returns the address that is given to other services.
	 * @return the URL, without a path
	 */
	public String url() {
		return "http://localhost:" + this.port;
	}

}
