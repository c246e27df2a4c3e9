// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application in a process of its own, with the variables and the trust store
 * that an AppHost gives it.
 */
class PostgresProcessIntegrationTests {

	private static final String PASSWORD = "-_.{}~()*+!pw";

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	private static PostgresServer server;

	@BeforeAll
	static void startServer() {
		certificates = TestCertificates.create(folder, "dns:localhost");
		server = PostgresServer.startWithTls(certificates).with("app", PASSWORD, "orders");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@ParameterizedTest
	@EnumSource
	void trustsWhatTheJvmTrusts(PostgresApplication client) throws IOException {
		String string = "Host=localhost;Port=" + server.port() + ";Username=app;Password=" + PASSWORD
				+ ";Database=orders;SSL Mode=VerifyFull;Maximum Pool Size=7";
		assertThat(run(List.of(), AppHostVariables.none().connectionString("orders-db", string), client))
			.contains("PostgreSQL knows app in orders, the pool has at most 7")
			.contains("postgres 'orders-db' to localhost:" + server.port() + "/orders")
			.doesNotContain(PASSWORD);
	}

	@ParameterizedTest
	@EnumSource
	void connectsThroughShell(PostgresApplication client) throws IOException {
		AppHostVariables variables = PostgresApplication.resource("orders-db", "localhost", server.port(), "app",
				PASSWORD, "orders");
		assertThat(run(List.of("sh", "-c", "\"$0\" \"$@\""), variables, client))
			.contains("PostgreSQL knows app in orders")
			.doesNotContain(PASSWORD);
	}

	@Test
	void saysWhatIsMalformed() throws IOException {
		AppHostVariables variables = AppHostVariables.none()
			.connectionString("db", "Host=localhost;Username=app;Password=" + PASSWORD + ";Timeout=" + PASSWORD);
		assertThat(run(List.of(), variables, PostgresApplication.JDBC)).contains("APPLICATION FAILED TO START")
			.contains("The value of 'ConnectionStrings__db' cannot be used: "
					+ "'Timeout' must be a number that is not negative")
			.doesNotContain(PASSWORD);
	}

	private static String run(List<String> shell, AppHostVariables variables, PostgresApplication client)
			throws IOException {
		List<String> command = new ArrayList<>(shell);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(certificates.trustOptions());
		command.addAll(
				List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						ProbeApplication.class.getName(), client.name(), "--spring.flyway.enabled=false",
						"--spring.liquibase.enabled=false"));
		if (client == PostgresApplication.JDBC) {
			command.add("--spring.autoconfigure.exclude="
					+ "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration");
		}
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf((name) -> name.startsWith("ConnectionStrings__") || name.startsWith("SPRING_"));
		environment.putAll(variables.toMap());
		Process process = builder.start();
		try {
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
