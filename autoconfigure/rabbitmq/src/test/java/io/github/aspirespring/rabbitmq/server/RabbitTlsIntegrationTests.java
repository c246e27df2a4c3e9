// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.Objects;

import javax.net.ssl.SSLException;

import com.rabbitmq.client.Channel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
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
	void trustsTheFileOfTheAppHost() {
		trusting("localhost").run(RabbitApplication::assertWorks);
	}

	@Test
	void trustsTheDirectoryOfTheAppHostForEveryConnection() {
		Path directory = Objects.requireNonNull(AmqpBroker.certificates().authority().getParent());
		encrypted("localhost")
			.withVariables(RabbitApplication.resource("events", this.broker, this.broker.tlsPort())
				.variable("SSL_CERT_DIR", directory.toString()))
			.withPropertyValues("aspire.rabbitmq.connection-name=queue")
			.run((context) -> {
				RabbitApplication.assertWorks(context);
				RabbitTemplate events = BeanFactoryAnnotationUtils
					.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), RabbitTemplate.class, "events");
				Boolean open = events.execute(Channel::isOpen);
				assertThat(open).isTrue();
			});
	}

	@Test
	void verifiesTheHostOfACertificateThatTheAppHostTrusts() {
		trusting("127.0.0.1").run(refuses());
	}

	@Test
	void doesNotTrustTheFileOfTheAppHostIfToldSo() {
		trusting("localhost").withApplicationProperties("aspire.trust.enabled=false").run(refuses());
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

	private AspireContextRunner trusting(String host) {
		return encrypted(host).withVariable("SSL_CERT_FILE", AmqpBroker.certificates().authority().toString());
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
