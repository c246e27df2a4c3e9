// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.nio.file.Path;

import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests TLS with an authority of its own.
 */
class KafkaTlsIntegrationTests {

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	private static KafkaServer server;

	@BeforeAll
	static void startBroker() {
		certificates = TestCertificates.create(folder, "dns:localhost");
		server = KafkaServer.startAt(TestPorts.free(), KafkaServer.tls(certificates));
	}

	@AfterAll
	static void stopBroker() {
		server.close();
	}

	@Test
	void usesTheBundleOfTheApplication() {
		runner(server.address()).withApplicationProperties("spring.kafka.security.protocol=SSL")
			.withApplicationProperties(bundle())
			.run(KafkaTlsIntegrationTests::assertWorks);
	}

	@Test
	void usesTlsIfTheListenerSaysSo() {
		runner("SSL://" + server.address()).withApplicationProperties(bundle())
			.run(KafkaTlsIntegrationTests::assertWorks);
	}

	@Test
	void refusesCertificateOfAnUnknownAuthority() {
		runner("SSL://" + server.address()).run(KafkaTlsIntegrationTests::assertRefuses);
	}

	@Test
	void refusesCertificateOfAnotherHost() {
		runner("SSL://127.0.0.1:" + server.port()).withApplicationProperties(bundle())
			.run(KafkaTlsIntegrationTests::assertRefuses);
	}

	@Test
	void trustsTheFileOfTheAppHost() {
		trusting("SSL://" + server.address()).run(KafkaTlsIntegrationTests::assertWorks);
	}

	@Test
	void trustsTheDirectoryOfTheAppHostForEveryConnection() {
		runner(server.address())
			.withVariables(AppHostVariables.none()
				.connectionString("audit", "SSL://" + server.address())
				.variable("SSL_CERT_DIR", folder.toString()))
			.withPropertyValues("aspire.kafka.connection-name=events")
			.withApplicationProperties("spring.kafka.properties.security.protocol=SSL")
			.run((context) -> {
				KafkaApplication.send(context, KafkaApplication.TOPIC, "safe");
				KafkaTemplate<?, ?> audit = BeanFactoryAnnotationUtils
					.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), KafkaTemplate.class, "audit");
				assertThat(audit.partitionsFor(KafkaApplication.TOPIC)).isNotEmpty();
			});
	}

	@Test
	void verifiesTheHostOfACertificateThatTheAppHostTrusts() {
		trusting("SSL://127.0.0.1:" + server.port()).run(KafkaTlsIntegrationTests::assertRefuses);
	}

	@Test
	void doesNotTrustTheFileOfTheAppHostIfToldSo() {
		trusting("SSL://" + server.address()).withApplicationProperties("aspire.trust.enabled=false")
			.run(KafkaTlsIntegrationTests::assertRefuses);
	}

	@Test
	void prefersTheTrustStoreOfTheApplication() {
		runner("SSL://" + server.address()).withVariable("SSL_CERT_FILE", folder.resolve("missing.pem").toString())
			.withApplicationProperties("spring.kafka.ssl.trust-store-location=file:" + certificates.authority(),
					"spring.kafka.ssl.trust-store-type=PEM")
			.run(KafkaTlsIntegrationTests::assertWorks);
	}

	private static AspireContextRunner trusting(String connectionString) {
		return runner(connectionString).withVariable("SSL_CERT_FILE", certificates.authority().toString());
	}

	private static AspireContextRunner runner(String connectionString) {
		return KafkaApplication.runner()
			.withVariables(AppHostVariables.none().connectionString("events", connectionString));
	}

	private static String[] bundle() {
		return new String[] { "spring.kafka.ssl.bundle=broker",
				"spring.ssl.bundle.pem.broker.truststore.certificate=file:" + certificates.authority() };
	}

	private static void assertWorks(AssertableApplicationContext context) throws Exception {
		KafkaApplication.send(context, KafkaApplication.TOPIC, "safe");
		assertThat(KafkaApplication.health(context).getStatus()).isEqualTo(Status.UP);
	}

	private static void assertRefuses(AssertableApplicationContext context) {
		assertThatException().isThrownBy(() -> KafkaApplication.send(context, KafkaApplication.TOPIC, "safe"))
			.satisfies((failure) -> assertThat(failure)
				.hasStackTraceContaining(SslAuthenticationException.class.getName()));
		assertThat(KafkaApplication.health(context).getStatus()).isEqualTo(Status.DOWN);
	}

}
