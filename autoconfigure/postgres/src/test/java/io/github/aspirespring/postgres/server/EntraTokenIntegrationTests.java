// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.nio.file.Path;
import java.util.Map;

import com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;

import io.github.aspirespring.postgres.AspirePostgresEntraAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;

/**
 * Tests a server whose AppHost says that a plugin supplies the password.
 */
class EntraTokenIntegrationTests {

	@Test
	void logsInWithTheTokenOfThePlugin(@TempDir Path folder) {
		TestCertificates certificates = TestCertificates.create(folder, "dns:localhost");
		try (PostgresServer server = PostgresServer.startWithTls(certificates)
			.with("identity", AzurePostgresqlAuthenticationPlugin.TOKEN, "orders")) {
			String url = "jdbc:postgresql://localhost:" + server.port()
					+ "/orders?sslmode=require&authenticationPluginClassName="
					+ AzurePostgresqlAuthenticationPlugin.class.getName();
			PostgresApplication.JDBC.runner()
				.withConfiguration(AutoConfigurations.of(AspirePostgresEntraAutoConfiguration.class))
				.withVariables(AppHostVariables.none()
					.connection("db", "Host=localhost;Port=" + server.port() + ";Database=orders",
							Map.of("JdbcConnectionString", url)))
				.withApplicationProperties("spring.datasource.username=identity")
				.run((context) -> PostgresApplication.JDBC.assertConnected(context, "identity", "orders"));
		}
	}

}
