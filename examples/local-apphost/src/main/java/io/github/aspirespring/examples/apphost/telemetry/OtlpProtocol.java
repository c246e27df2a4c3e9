// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How telemetry gets from a service to the AppHost's dashboard.
 */
public enum OtlpProtocol {

	/**
	 * OTLP over gRPC, which an AppHost prefers.
	 */
	GRPC("grpc"),

	/**
	 * OTLP over HTTP.
	 */
	HTTP("http/protobuf");

	private final String value;

	OtlpProtocol(String value) {
		this.value = value;
	}

	/**
	 * Finds a protocol by how it is called on the command line.
	 * @param name the name
	 * @return the protocol, or empty if none is called so
	 */
	public static Optional<OtlpProtocol> named(String name) {
		return Arrays.stream(values()).filter((protocol) -> protocol.toString().equals(name)).findFirst();
	}

	/**
	 * Returns what services are told.
	 * @return the value of {@code OTEL_EXPORTER_OTLP_PROTOCOL}
	 */
	public String value() {
		return this.value;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
