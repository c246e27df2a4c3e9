// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application in a process of its own, with the variables and the trust store
 * that an AppHost gives it.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KafkaProcessIntegrationTests {

	private static final String SECRET = "q7Xs3cretZ9+/w==";

	@Test
	void connectsThroughShell() throws IOException {
		try (KafkaServer server = KafkaServer.start()) {
			AppHostVariables variables = KafkaApplication.resource("order-events", server.port());
			String output = run(List.of("sh", "-c", "\"$0\" \"$@\""), variables);
			assertThat(output).contains("kafka 'order_events' to " + server.address())
				.contains("Kafka works and is UP");
		}
	}

	@Test
	void logsInToEventHubsAndTrustsWhatTheAppHostTrusts(@TempDir Path folder) throws IOException {
		TestCertificates certificates = TestCertificates.create(folder, "dns:localhost");
		String connectionString = "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey="
				+ SECRET;
		try (KafkaServer server = KafkaServer.startAt(TestPorts.free(),
				EventHubsIntegrationTests.eventHubs(certificates, connectionString))) {
			AppHostVariables variables = AppHostVariables.none()
				.connectionString("hub", connectionString)
				.variable("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=\"" + certificates.trustStore()
						+ "\" -Djavax.net.ssl.trustStoreType=PKCS12");
			assertThat(run(List.of(), variables, "--redirection=" + server.address(), "--debug"))
				.contains("kafka 'hub' to ns.servicebus.windows.net:9093 with TLS")
				.contains("Kafka works and is UP")
				.doesNotContain(SECRET);
		}
	}

	@Test
	void saysWhatIsMalformed() throws IOException {
		AppHostVariables variables = AppHostVariables.none()
			.connectionString("hub", "Endpoint=" + SECRET + ";SharedAccessKeyName=root;SharedAccessKey=" + SECRET);
		assertThat(run(List.of(), variables)).contains("APPLICATION FAILED TO START")
			.contains("The value of 'ConnectionStrings__hub' cannot be used: 'Endpoint' must be sb://host/")
			.doesNotContain(SECRET);
	}

	private static String run(List<String> shell, AppHostVariables variables, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(shell);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-cp", KafkaServer.classPath(), ProbeApplication.class.getName(),
				"--spring.application.name=probe", "--spring.kafka.consumer.auto-offset-reset=earliest",
				"--spring.kafka.consumer.properties.metadata.max.age.ms=1000"));
		command.addAll(List.of(arguments));
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
