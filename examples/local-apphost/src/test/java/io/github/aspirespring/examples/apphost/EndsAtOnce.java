// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

/**
 * A service that does not even start.
 */
public final class EndsAtOnce {

	private EndsAtOnce() {
	}

	/**
	 * Ends.
	 * @param args ignored
	 */
	public static void main(String[] args) {
		System.out.println("No catalog in here");
		System.exit(3);
	}

}
