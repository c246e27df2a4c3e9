// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Takes secrets out of text, wherever they are: by themselves, in a connection string, or
 * percent-encoded in a URI.
 */
public final class SecretMask {

	private static final String MASK = "*****";

	private final Set<String> secrets = new CopyOnWriteArraySet<>();

	/**
	 * Adds a secret to take out from now on.
	 * @param secret the secret, not empty
	 */
	public void add(String secret) {
		this.secrets.add(secret);
		this.secrets.add(UriData.escape(secret));
	}

	/**
	 * Replaces every known secret.
	 * @param text the text to show
	 * @return the text without the secrets
	 */
	public String mask(String text) {
		String masked = text;
		for (String secret : this.secrets) {
			masked = masked.replace(secret, MASK);
		}
		return masked;
	}

	@Override
	public String toString() {
		return this.secrets.size() + " secrets";
	}

}
