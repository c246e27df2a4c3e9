// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests an application in a process of its own, with the variables and the trust store
 * that an AppHost gives it.
 */
class RabbitProcessIntegrationTests {

	private static final String SECRET = "S3cret-_.{}~()*+!x";

	private final AmqpBroker broker = AmqpBroker.shared();

	@Test
	void trustsWhatTheAppHostTrusts() throws IOException {
		assumeTrue(this.broker.tlsPort() > 0, "TLS needs a broker that the tests configure");
		AppHostVariables variables = RabbitApplication.resource("order-queue", this.broker, this.broker.tlsPort())
			.variable("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=\"" + AmqpBroker.certificates().trustStore()
					+ "\" -Djavax.net.ssl.trustStoreType=PKCS12");
		assertThat(run(List.of(), variables)).contains("RabbitMQ works, connecting may take 5s")
			.contains("rabbitmq 'order-queue' to localhost:" + this.broker.tlsPort() + " with TLS")
			.doesNotContain(this.broker.password());
	}

	@Test
	void connectsThroughShell() throws IOException {
		AppHostVariables variables = RabbitApplication.resource("order-queue", this.broker, this.broker.port());
		assertThat(run(List.of("sh", "-c", "\"$0\" \"$@\""), variables)).contains("RabbitMQ works");
	}

	@Test
	void saysWhatIsMalformed() throws IOException {
		AppHostVariables variables = AppHostVariables.none()
			.connectionString("queue", "amqp://guest:" + SECRET + "@localhost:5672/" + SECRET + "/" + SECRET);
		assertThat(run(List.of(), variables)).contains("APPLICATION FAILED TO START")
			.contains("The value of 'ConnectionStrings__queue' cannot be used: the path of the URI must be")
			.doesNotContain(SECRET);
	}

	@Test
	void saysThatThereIsNoConnection() throws IOException {
		AppHostVariables variables = RabbitApplication.resource("queue", "localhost", TestPorts.refusing(), SECRET)
			.variable("ASPIRE_RABBITMQ_CONNECTRETRIES", "1")
			.variable("ASPIRE_RABBITMQ_CONNECTEAGERLY", "true");
		assertThat(run(List.of(), variables)).contains("APPLICATION FAILED TO START")
			.contains("There is no connection to RabbitMQ at localhost:")
			.contains("1 of 1: java.net.ConnectException: Connection refused")
			.doesNotContain(SECRET);
	}

	private static String run(List<String> shell, AppHostVariables variables) throws IOException {
		List<String> command = new ArrayList<>(shell);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(
				List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						ProbeApplication.class.getName()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf((name) -> name.startsWith("ConnectionStrings__") || name.startsWith("SPRING_"));
		environment.putAll(variables.toMap());
		Process process = builder.start();
		CompletableFuture<Void> ended = process.onExit()
			.completeOnTimeout(process, 60, TimeUnit.SECONDS)
			.thenAccept(Process::destroyForcibly);
		try {
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		finally {
			process.destroyForcibly();
			ended.join();
		}
	}

}
