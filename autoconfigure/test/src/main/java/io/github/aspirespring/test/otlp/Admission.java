// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Lets in who knows the key, and counts who does not.
 */
final class Admission {

	/**
	 * The header that carries the key.
	 */
	static final String HEADER = "x-otlp-api-key";

	private final byte @Nullable [] apiKey;

	private final AtomicLong refusals = new AtomicLong();

	Admission(@Nullable String apiKey) {
		this.apiKey = (apiKey != null) ? apiKey.getBytes(StandardCharsets.UTF_8) : null;
	}

	boolean admits(@Nullable String apiKey) {
		boolean admitted = this.apiKey == null
				|| (apiKey != null && MessageDigest.isEqual(this.apiKey, apiKey.getBytes(StandardCharsets.UTF_8)));
		if (!admitted) {
			this.refusals.incrementAndGet();
		}
		return admitted;
	}

	long refusals() {
		return this.refusals.get();
	}

}
