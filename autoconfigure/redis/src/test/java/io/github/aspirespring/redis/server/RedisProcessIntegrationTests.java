// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application in a process of its own, with the variables and the trust store
 * that an AppHost gives it.
 */
class RedisProcessIntegrationTests {

	private static final String PASSWORD = "-_.{}~()*+!pw";

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	@BeforeAll
	static void createCertificates() {
		certificates = TestCertificates.create(folder, "dns:localhost");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lettuce", "jedis" })
	void trustsWhatTheAppHostTrusts(String client) throws IOException {
		int port = TestPorts.free();
		try (RedisServer server = RedisServer.startWithTls(port, PASSWORD, certificates)) {
			AppHostVariables variables = RedisApplication
				.resource("session-cache", "localhost", server.port(), PASSWORD, true)
				.variable("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=\"" + certificates.trustStore()
						+ "\" -Djavax.net.ssl.trustStoreType=PKCS12");
			assertThat(run(List.of(), variables, client)).contains("Redis works, commands may take 10s")
				.contains("redis 'session-cache' to localhost:" + port + " with TLS")
				.doesNotContain(PASSWORD);
		}
	}

	@Test
	void connectsToEveryServerAndTellsNoPassword() throws IOException {
		try (RedisServer cache = RedisServer.start("requirepass " + RedisServer.quoted(PASSWORD + "1"));
				RedisServer sessions = RedisServer.startWithTls(TestPorts.free(), PASSWORD + "2", certificates)) {
			AppHostVariables variables = RedisApplication
				.resource("cache", "localhost", cache.port(), PASSWORD + "1", false)
				.and(RedisApplication.resource("my-sessions", "localhost", sessions.port(), PASSWORD + "2", true))
				.variable("ASPIRE_REDIS_CONNECTIONNAME", "cache")
				.variable("DEBUG", "true")
				.variable("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=\"" + certificates.trustStore()
						+ "\" -Djavax.net.ssl.trustStoreType=PKCS12");
			assertThat(run(List.of(), variables, "lettuce")).contains("Redis works")
				.contains("my-sessions.stringRedisTemplate works")
				.contains("redis 'my-sessions' to localhost:" + sessions.port() + " with TLS")
				.contains("CONDITIONS EVALUATION REPORT")
				.doesNotContain(PASSWORD);
		}
	}

	@Test
	void connectsThroughShell() throws IOException {
		try (RedisServer server = RedisServer.start("requirepass " + RedisServer.quoted(PASSWORD))) {
			AppHostVariables variables = RedisApplication.resource("session-cache", "localhost", server.port(),
					PASSWORD, false);
			assertThat(run(List.of("sh", "-c", "\"$0\" \"$@\""), variables, "lettuce")).contains("Redis works")
				.doesNotContain(PASSWORD);
		}
	}

	@Test
	void saysWhatIsMalformed() throws IOException {
		AppHostVariables variables = AppHostVariables.none()
			.connectionString("cache", "localhost:1,password=" + PASSWORD + ",ssl=" + PASSWORD);
		assertThat(run(List.of(), variables, "lettuce")).contains("APPLICATION FAILED TO START")
			.contains("The value of 'ConnectionStrings__cache' cannot be used: the option 'ssl' must be true or false")
			.doesNotContain(PASSWORD);
	}

	private static String run(List<String> shell, AppHostVariables variables, String client) throws IOException {
		List<String> command = new ArrayList<>(shell);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(
				List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						ProbeApplication.class.getName(), "--spring.data.redis.client-type=" + client));
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
