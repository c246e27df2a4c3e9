// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.echo;

import java.util.List;
import java.util.Map;

import com.example.echo.EchoAutoConfiguration;
import com.example.echo.EchoConnectionDetails;

import io.github.aspirespring.test.IntegrationConformanceTests;

class EchoConformanceTests extends IntegrationConformanceTests<EchoConnectionDetails> {

	@Override
	protected String integration() {
		return EchoIntegration.ID;
	}

	@Override
	protected List<Class<?>> autoConfigurations() {
		return List.of(AspireEchoAutoConfiguration.class, AspireEchoConnectionsAutoConfiguration.class,
				EchoAutoConfiguration.class);
	}

	@Override
	protected Class<EchoConnectionDetails> connectionDetailsType() {
		return EchoConnectionDetails.class;
	}

	@Override
	protected Class<?> connectionBeanType() {
		return EchoClient.class;
	}

	@Override
	protected String target(EchoConnectionDetails details) {
		return details.target();
	}

	@Override
	protected EchoConnectionDetails connectionDetails(String host, int port) {
		return () -> host + ":" + port;
	}

	@Override
	protected String connectionString(String host, int port, String password) {
		return "echo://:" + password + "@" + host + ":" + port;
	}

	@Override
	protected Map<String, String> connectionProperties(String host, int port, String password) {
		return Map.of("Host", host, "Port", Integer.toString(port), "Password", password, "Uri",
				connectionString(host, port, password));
	}

	@Override
	protected String malformedConnectionString(String password) {
		return "echo://:" + password + "@host:port";
	}

	@Override
	protected String[] applicationProperties(String host, int port) {
		return new String[] { "spring.echo.address=" + host + ":" + port };
	}

}
