// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.echo;

import java.util.List;

import io.github.aspirespring.boot.Integration;
import io.github.aspirespring.boot.IntegrationProperties;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.ConnectionUri;

/**
 * Recognises {@code echo://} URIs.
 */
final class EchoIntegration implements Integration {

	static final String ID = "echo";

	@Override
	public String id() {
		return ID;
	}

	@Override
	public String displayName() {
		return "Echo";
	}

	@Override
	public Class<? extends IntegrationProperties> propertiesType() {
		return EchoProperties.class;
	}

	@Override
	public List<String> locationProperties() {
		return List.of("spring.echo.address");
	}

	@Override
	public List<String> credentialProperties() {
		return List.of();
	}

	@Override
	public Recognition recognize(Connection connection) {
		ConnectionString string = connection.connectionString();
		String uri = (string != null) ? string.value() : connection.properties().get("Uri");
		return (uri != null && uri.startsWith("echo://")) ? Recognition.CERTAIN : Recognition.NO;
	}

	static String target(Connection connection) {
		ConnectionUri uri = (connection.connectionString() != null) ? connection.connectionString().uri()
				: connection.properties().uri();
		return (uri != null) ? uri.hosts().get(0).toString() : "";
	}

}
