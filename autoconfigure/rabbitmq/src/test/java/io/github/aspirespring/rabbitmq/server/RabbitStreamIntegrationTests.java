// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.Producer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests streams, which other brokers do not have.
 */
class RabbitStreamIntegrationTests {

	@Test
	void readsWhatWasWritten() {
		assumeTrue(AmqpBroker.shared() instanceof RabbitServer, "Streams need a RabbitMQ that the tests configure");
		RabbitServer server = (RabbitServer) AmqpBroker.shared();
		RabbitApplication.streamRunner()
			.withVariables(RabbitApplication.resource("queue", server, server.port()))
			.withApplicationProperties("spring.rabbitmq.stream.port=" + server.streamPort())
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Environment streams = context.getBean(Environment.class);
				streams.streamCreator().stream("readings").create();
				CompletableFuture<String> read = new CompletableFuture<>();
				streams.consumerBuilder()
					.stream("readings")
					.offset(OffsetSpecification.first())
					.messageHandler((handling, message) -> read
						.complete(new String(message.getBodyAsBinary(), StandardCharsets.UTF_8)))
					.build();
				Producer producer = streams.producerBuilder().stream("readings").build();
				producer.send(producer.messageBuilder().addData("21 degrees".getBytes(StandardCharsets.UTF_8)).build(),
						(confirmation) -> {
						});
				assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("21 degrees");
				streams.deleteStream("readings");
			});
	}

}
