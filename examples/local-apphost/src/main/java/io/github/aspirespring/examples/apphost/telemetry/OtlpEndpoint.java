// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

/**
 * Where services send their telemetry.
 *
 * @param url the URL, without a path
 * @param protocol what is spoken there
 * @param apiKey the key that has to come with every request
 */
public record OtlpEndpoint(String url, OtlpProtocol protocol, String apiKey) {

	@Override
	public String toString() {
		return "%s (%s)".formatted(this.url, this.protocol);
	}

}
