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

	private final Runnable refused;

	/**
	 * Creates an admission.
	 * @param apiKey the key, or {@code null} to let in everybody
	 * @param refused called when somebody is not let in
	 */
	Admission(@Nullable String apiKey, Runnable refused) {
		this.refused = refused;
		this.apiKey = (apiKey != null) ? apiKey.getBytes(StandardCharsets.UTF_8) : null;
	}

	boolean admits(@Nullable String apiKey) {
		boolean admitted = this.apiKey == null
				|| (apiKey != null && MessageDigest.isEqual(this.apiKey, apiKey.getBytes(StandardCharsets.UTF_8)));
		if (!admitted) {
			this.refusals.incrementAndGet();
			this.refused.run();
		}
		return admitted;
	}

	long refusals() {
		return this.refusals.get();
	}

}
