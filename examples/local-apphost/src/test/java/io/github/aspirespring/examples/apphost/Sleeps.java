// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

/**
 * A service that runs until it is stopped.
 */
public final class Sleeps {

	private Sleeps() {
	}

	/**
	 * Sleeps, though not for ever.
	 * @param args ignored
	 * @throws InterruptedException if it is woken
	 */
	public static void main(String[] args) throws InterruptedException {
		Thread.sleep(60_000);
	}

}
