// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.echo;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionBeans;
import io.github.aspirespring.boot.NamedConnection;

/**
 * Makes a client for every echo server.
 */
@AutoConfiguration(after = AspireAutoConfiguration.class)
@ConditionalOnAspireConnection(value = EchoIntegration.ID, selected = false)
public final class AspireEchoConnectionsAutoConfiguration {

	@Bean
	static ConnectionBeans aspireEchoConnectionBeans() {
		return ConnectionBeans.of(EchoIntegration.ID)
			.add("echoClient", EchoClient.class, AspireEchoConnectionsAutoConfiguration::client);
	}

	private static EchoClient client(NamedConnection connection) {
		String target = EchoIntegration.target(connection.selection().connection());
		connection.report(target);
		return new EchoClient(target);
	}

}
