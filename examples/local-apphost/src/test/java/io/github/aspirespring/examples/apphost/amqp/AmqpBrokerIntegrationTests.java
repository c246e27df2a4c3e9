// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.aspirespring.examples.apphost.model.PasswordGenerator;
import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link AmqpBroker} with every server this machine has.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class AmqpBrokerIntegrationTests {

	private final Console console = new Console(System.out);

	private final String password = this.console.hide(new PasswordGenerator().alphanumeric());

	@ParameterizedTest
	@EnumSource
	void brokerServesClientsThatKnowThePasswordAndIsGoneOnceClosed(AmqpServer server, @TempDir Path folder)
			throws Exception {
		assumeThat(server.isAvailable()).as("this machine has " + server.type()).isTrue();
		RabbitMqBroker resource;
		try (AmqpBroker broker = AmqpBroker.start(server, "messaging", this.password, new RunFolder(folder),
				this.console)) {
			resource = broker.awaitReady();
			assertThat(broker).hasToString("messaging (%s at localhost:%d)".formatted(server.type(), resource.port()));
			assertThatMessageArrives(resource);
			assertThatExceptionOfType(PossibleAuthenticationFailureException.class)
				.isThrownBy(() -> AmqpBroker.connect(impostor(resource, "guest")).close());
			assertThatExceptionOfType(PossibleAuthenticationFailureException.class)
				.isThrownBy(() -> AmqpBroker.connect(impostor(resource, "somebody")).close());
		}
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> AmqpBroker.connect(resource).close());
		assertThat(ProcessHandle.current().children()).isEmpty();
	}

	private static RabbitMqBroker impostor(RabbitMqBroker resource, String userName) {
		return new RabbitMqBroker(resource.name(), resource.host(), resource.port(), userName, "guest");
	}

	private static void assertThatMessageArrives(RabbitMqBroker resource) throws Exception {
		byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
		try (Connection connection = AmqpBroker.connect(resource); Channel channel = connection.createChannel()) {
			channel.queueDeclare("greetings", true, false, false, null);
			channel.confirmSelect();
			channel.basicPublish("", "greetings", null, body);
			channel.waitForConfirmsOrDie(10_000);
			assertThat(channel.basicGet("greetings", true).getBody()).isEqualTo(body);
		}
	}

}
