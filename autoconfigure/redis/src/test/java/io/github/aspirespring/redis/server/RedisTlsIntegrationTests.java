// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests TLS with an authority of its own, with both clients.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = { "lettuce", "jedis" })
class RedisTlsIntegrationTests {

	private static final String PASSWORD = "-_.{}~()*+!pw";

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	@Parameter
	String client = "";

	@BeforeAll
	static void createCertificates() {
		certificates = TestCertificates.create(folder, "dns:localhost,dns:*.dev.internal");
	}

	@Test
	void usesTheBundleOfTheApplication() {
		withServer((server) -> runner(server, "localhost").withApplicationProperties(bundle())
			.run(RedisApplication::assertWorks));
	}

	@Test
	void usesTlsIfOnlyTheUriSaysSo() {
		withServer((server) -> RedisApplication.runner(this.client)
			.withVariables(RedisApplication.resource("cache", "localhost", server.port(), PASSWORD, true)
				.connectionString("cache", "localhost:" + server.port() + ",password=" + PASSWORD))
			.withApplicationProperties(bundle())
			.run(RedisApplication::assertWorks));
	}

	@Test
	void refusesCertificateOfAnUnknownAuthority() {
		withServer((server) -> runner(server, "localhost").run(refuses()));
	}

	@Test
	void refusesCertificateOfAnotherHost() {
		withServer((server) -> runner(server, "127.0.0.1").withApplicationProperties(bundle()).run(refuses()));
	}

	@Test
	void trustsTheFileOfTheAppHost() {
		withServer((server) -> trusting(server, "localhost").run(RedisApplication::assertWorks));
	}

	@Test
	void trustsTheDirectoryOfTheAppHostForEveryConnection() {
		withServer((server) -> runner(server, "localhost")
			.withVariables(RedisApplication.resource("sessions", "localhost", server.port(), PASSWORD, true)
				.variable("SSL_CERT_DIR", folder.toString()))
			.withPropertyValues("aspire.redis.connection-name=cache")
			.run((context) -> {
				RedisApplication.assertWorks(context);
				StringRedisTemplate sessions = BeanFactoryAnnotationUtils.qualifiedBeanOfType(
						context.getAutowireCapableBeanFactory(), StringRedisTemplate.class, "sessions");
				assertThat(sessions.hasKey("x")).isFalse();
			}));
	}

	@Test
	void verifiesTheHostOfACertificateThatTheAppHostTrusts() {
		withServer((server) -> trusting(server, "127.0.0.1").run(refuses()));
	}

	@Test
	void doesNotTrustTheFileOfTheAppHostIfToldSo() {
		withServer((server) -> trusting(server, "localhost").withApplicationProperties("aspire.trust.enabled=false")
			.run(refuses()));
	}

	@Test
	void isNotTurnedOnByWhatTheAppHostTrusts() {
		try (RedisServer server = RedisServer.start()) {
			RedisApplication.runner(this.client)
				.withVariables(RedisApplication.resource("cache", "localhost", server.port(), null, false)
					.variable("SSL_CERT_FILE", certificates.authority().toString()))
				.run(RedisApplication::assertWorks);
		}
	}

	@Test
	void isNotTurnedOnByWhatTheAppHostReplaces() {
		try (RedisServer server = RedisServer.start()) {
			RedisApplication.runner(this.client)
				.withVariables(RedisApplication.resource("cache", "localhost", server.port(), null, false))
				.withApplicationProperties("spring.data.redis.url=rediss://production.example:6380",
						"spring.data.redis.ssl.enabled=true", "spring.data.redis.cluster.nodes=production.example:6380",
						"spring.data.redis.sentinel.master=main",
						"spring.data.redis.sentinel.nodes=production.example:26379")
				.withApplicationProperties(bundle())
				.run(RedisApplication::assertWorks);
		}
	}

	@Test
	void isTurnedOnByPropertyAboveTheVariables() {
		withServer((server) -> RedisApplication.runner(this.client)
			.withVariables(RedisApplication.resource("cache", "localhost", server.port(), PASSWORD, false))
			.withPropertyValues("spring.data.redis.ssl.enabled=true")
			.withPropertyValues(bundle())
			.run(RedisApplication::assertWorks));
	}

	@Test
	void isTurnedOnByBundleIfTheApplicationTakesPrecedence() {
		withServer((server) -> RedisApplication.runner(this.client)
			.withVariables(RedisApplication.resource("cache", "localhost", server.port(), PASSWORD, false))
			.withApplicationProperties("aspire.connection-precedence=application")
			.withApplicationProperties(bundle())
			.run(RedisApplication::assertWorks));
	}

	@Test
	void isTurnedOffByPropertyAboveTheVariables() {
		try (RedisServer server = RedisServer.start()) {
			RedisApplication.runner(this.client)
				.withVariables(RedisApplication.resource("cache", "localhost", server.port(), null, true))
				.withPropertyValues("spring.data.redis.ssl.enabled=false")
				.run(RedisApplication::assertWorks);
		}
	}

	private void withServer(Consumer<RedisServer> test) {
		int port = TestPorts.free();
		try (RedisServer server = RedisServer.startWithTls(port, PASSWORD, certificates)) {
			test.accept(server);
		}
	}

	private AspireContextRunner runner(RedisServer server, String host) {
		AppHostVariables resource = RedisApplication.resource("cache", host, server.port(), PASSWORD, true);
		return RedisApplication.runner(this.client).withVariables(resource);
	}

	private AspireContextRunner trusting(RedisServer server, String host) {
		return runner(server, host).withVariable("SSL_CERT_FILE", certificates.authority().toString());
	}

	private static String[] bundle() {
		return new String[] { "spring.data.redis.ssl.bundle=cache",
				"spring.ssl.bundle.pem.cache.truststore.certificate=file:" + certificates.authority() };
	}

	private static ContextConsumer<AssertableApplicationContext> refuses() {
		return (context) -> {
			assertThat(context).hasNotFailed();
			StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> template.hasKey("x"))
				.havingRootCause()
				.satisfies((cause) -> assertThat(cause).isInstanceOfAny(SSLException.class, CertificateException.class,
						GeneralSecurityException.class))
				.withMessageNotContaining(PASSWORD);
		};
	}

}
