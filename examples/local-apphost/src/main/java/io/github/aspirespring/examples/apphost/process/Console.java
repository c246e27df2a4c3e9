// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.PrintStream;

import io.github.aspirespring.examples.apphost.model.SecretMask;

/**
 * The one way to the console. No secret gets through, whoever prints it.
 */
public final class Console {

	private final PrintStream out;

	private final SecretMask secrets = new SecretMask();

	/**
	 * Creates a console.
	 * @param out where lines go
	 */
	public Console(PrintStream out) {
		this.out = out;
	}

	/**
	 * Never shows the given secret from now on.
	 * @param secret the secret
	 * @return the secret
	 */
	public String hide(String secret) {
		this.secrets.add(secret);
		return secret;
	}

	/**
	 * Prints a line of our own.
	 * @param line the line
	 */
	public void print(String line) {
		this.out.println(this.secrets.mask(line));
	}

	/**
	 * Prints a line of a resource's output.
	 * @param resource the name of the resource
	 * @param line the line
	 */
	public void print(String resource, String line) {
		print("[" + resource + "] " + line);
	}

}
