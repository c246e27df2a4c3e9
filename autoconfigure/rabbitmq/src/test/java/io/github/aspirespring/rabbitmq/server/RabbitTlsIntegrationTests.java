// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests TLS with an authority of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class RabbitTlsIntegrationTests {

	private final AmqpBroker broker = AmqpBroker.shared();

	@BeforeEach
	void needTls() {
		assumeTrue(this.broker.tlsPort() > 0, "TLS needs a broker that the tests configure");
	}

	@Test
	void usesTheBundleOfTheApplication() {
		encrypted("localhost").withApplicationProperties(bundle()).run(RabbitApplication::assertWorks);
	}

	@Test
	void usesTheStoresOfTheApplication() {
		encrypted("localhost")
			.withApplicationProperties("spring.rabbitmq.ssl.trust-store=file:" + AmqpBroker.certificates().trustStore(),
					"spring.rabbitmq.ssl.trust-store-type=PKCS12", "spring.rabbitmq.ssl.trust-store-password=")
			.run(RabbitApplication::assertWorks);
	}

	@Test
	void refusesCertificateOfAnUnknownAuthority(CapturedOutput output) {
		encrypted("localhost").run(refuses());
		assertThat(output).doesNotContain("Trying again");
	}

	@Test
	void refusesCertificateOfAnotherHost(CapturedOutput output) {
		encrypted("127.0.0.1").withApplicationProperties(bundle()).run(refuses());
		assertThat(output).doesNotContain("Trying again");
	}

	@Test
	void isNotTurnedOnByWhatTheAppHostReplaces() {
		RabbitApplication.connected()
			.withApplicationProperties("spring.rabbitmq.addresses=amqps://production.example",
					"spring.rabbitmq.ssl.enabled=true")
			.withApplicationProperties(bundle())
			.run(RabbitApplication::assertWorks);
	}

	@Test
	void isTurnedOnByPropertyAboveTheVariables() {
		String password = ConnectionUri.percentEncode(AmqpBroker.PASSWORD);
		RabbitApplication.runner()
			.withVariables(AppHostVariables.none()
				.connectionString("queue",
						"amqp://" + AmqpBroker.USERNAME + ":" + password + "@localhost:" + this.broker.tlsPort()))
			.withPropertyValues("spring.rabbitmq.ssl.enabled=true")
			.withPropertyValues(bundle())
			.run(RabbitApplication::assertWorks);
	}

	private AspireContextRunner encrypted(String host) {
		AppHostVariables resource = RabbitApplication.resource("queue", this.broker, this.broker.tlsPort());
		return RabbitApplication.runner().withVariables(resource.variable("QUEUE_HOST", host));
	}

	private static String[] bundle() {
		return new String[] { "spring.rabbitmq.ssl.bundle=queue",
				"spring.ssl.bundle.pem.queue.truststore.certificate=file:" + AmqpBroker.certificates().authority() };
	}

	private static ContextConsumer<AssertableApplicationContext> refuses() {
		return (context) -> {
			assertThat(context).hasNotFailed();
			RabbitTemplate template = context.getBean(RabbitTemplate.class);
			assertThatExceptionOfType(AmqpException.class).isThrownBy(() -> template.convertAndSend("x", "x"))
				.havingRootCause()
				.satisfies((cause) -> assertThat(cause).isInstanceOfAny(SSLException.class, CertificateException.class,
						GeneralSecurityException.class))
				.withMessageNotContaining(AmqpBroker.PASSWORD);
		};
	}

}
