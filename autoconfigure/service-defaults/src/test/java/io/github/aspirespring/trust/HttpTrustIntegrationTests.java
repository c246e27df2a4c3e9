// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.trust;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustHttpClientAutoConfiguration;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests HTTP clients against servers with certificates of their own, which the AppHost
 * names.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = { "imperative.factory=http-components", "imperative.factory=jdk", "imperative.factory=jetty",
		"imperative.factory=reactor", "imperative.factory=simple", "reactive.connector=http-components",
		"reactive.connector=jdk", "reactive.connector=reactor" })
class HttpTrustIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@TempDir
	static Path folder;

	@TempDir
	static Path otherFolder;

	@TempDir
	static Path developmentFolder;

	private static TestCertificates certificates;

	private static TestCertificates others;

	@Parameter
	String client = "";

	@BeforeAll
	static void createCertificates() throws Exception {
		certificates = TestCertificates.create(folder, "dns:localhost");
		others = TestCertificates.create(otherFolder, "dns:localhost");
		SecureServer.createDevelopmentCertificate(developmentStore(), developmentCertificate());
	}

	@Test
	void trustsTheFileOfTheAppHost() throws Exception {
		try (SecureServer server = SecureServer.start(certificates)) {
			trusting(certificates).run((context) -> assertThat(get(context, server)).isEqualTo("hello"));
		}
	}

	@Test
	void trustsTheDirectoriesOfTheAppHost() throws Exception {
		try (SecureServer server = SecureServer.start(certificates); SecureServer other = SecureServer.start(others)) {
			runner().withVariable("SSL_CERT_DIR", folder + System.getProperty("path.separator") + otherFolder)
				.run((context) -> {
					assertThat(get(context, server)).isEqualTo("hello");
					assertThat(get(context, other)).isEqualTo("hello");
				});
		}
	}

	@Test
	void trustsTheDevelopmentCertificate() throws Exception {
		try (SecureServer server = SecureServer.startWithDevelopmentCertificate(developmentStore())) {
			runner().withVariable("SSL_CERT_FILE", developmentCertificate().toString()).run((context) -> {
				assertThat(get(context, server)).isEqualTo("hello");
				assertRefused(context, server.url("127.0.0.1"));
			});
			runner().run((context) -> assertRefused(context, server.url("localhost")));
		}
	}

	@Test
	void verifiesTheHost() throws Exception {
		try (SecureServer server = SecureServer.start(certificates)) {
			trusting(certificates).run((context) -> assertRefused(context, server.url("127.0.0.1")));
		}
	}

	@Test
	void refusesCertificateOfAnotherAuthority() throws Exception {
		try (SecureServer server = SecureServer.start(others)) {
			trusting(certificates).run((context) -> assertRefused(context, server.url("localhost")));
		}
	}

	@Test
	void refusesWhatIsSwitchedOff() throws Exception {
		try (SecureServer server = SecureServer.start(certificates)) {
			trusting(certificates).withApplicationProperties("aspire.trust.enabled=false")
				.run((context) -> assertRefused(context, server.url("localhost")));
		}
	}

	@Test
	void trustsTheTrustStoreOfTheJvmAsWell() throws Exception {
		try (SecureServer server = SecureServer.start(certificates); SecureServer other = SecureServer.start(others)) {
			Map<String, String> properties = new HashMap<>();
			others.trustOptions()
				.forEach((option) -> properties.put(option.substring("-D".length(), option.indexOf('=')),
						option.substring(option.indexOf('=') + 1)));
			withSystemProperties(properties, () -> trusting(certificates).run((context) -> {
				assertThat(get(context, server)).isEqualTo("hello");
				assertThat(get(context, other)).isEqualTo("hello");
			}));
		}
	}

	@Test
	void showsTheKeyOfTheJvm() throws Exception {
		Path keys = folder.resolve("server.p12");
		try (SecureServer server = SecureServer.start(certificates, keys)) {
			withSystemProperties(
					Map.of("javax.net.ssl.keyStore", keys.toString(), "javax.net.ssl.keyStorePassword", "changeit"),
					() -> trusting(certificates).run((context) -> assertThat(get(context, server)).isEqualTo("hello")));
			trusting(certificates).run((context) -> assertThatException().isThrownBy(() -> get(context, server)));
		}
	}

	@Test
	void doesWithoutTlsAsBefore() throws Exception {
		try (SecureServer server = SecureServer.startWithoutTls()) {
			trusting(certificates).run((context) -> assertThat(get(context, server)).isEqualTo("hello"));
		}
	}

	@Test
	void leavesTheBundleToTheApplication() throws Exception {
		try (SecureServer server = SecureServer.start(certificates); SecureServer other = SecureServer.start(others)) {
			trusting(certificates)
				.withApplicationProperties("spring.http.clients.ssl.bundle=own",
						"spring.ssl.bundle.pem.own.truststore.certificate=file:" + others.authority())
				.run((context) -> {
					assertThat(get(context, other)).isEqualTo("hello");
					assertRefused(context, server.url("localhost"));
				});
		}
	}

	private static Path developmentStore() {
		return developmentFolder.resolve("development.p12");
	}

	private static Path developmentCertificate() {
		return developmentFolder.resolve("localhost.pem");
	}

	private AspireContextRunner trusting(TestCertificates trusted) {
		return runner().withVariable("SSL_CERT_FILE", trusted.authority().toString());
	}

	private AspireContextRunner runner() {
		return new AspireContextRunner().withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireTrustAutoConfiguration.class, AspireTrustHttpClientAutoConfiguration.class,
				SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
				RestClientAutoConfiguration.class, WebClientAutoConfiguration.class))
			.withPropertyValues("spring.http.clients." + this.client);
	}

	private String get(ApplicationContext context, SecureServer server) {
		return get(context, server.url("localhost"));
	}

	private String get(ApplicationContext context, String url) {
		String body = this.client.startsWith("imperative")
				? context.getBean(RestClient.Builder.class).build().get().uri(url).retrieve().body(String.class)
				: context.getBean(WebClient.Builder.class)
					.build()
					.get()
					.uri(url)
					.retrieve()
					.bodyToMono(String.class)
					.block(PATIENCE);
		return (body != null) ? body : "";
	}

	private void assertRefused(ApplicationContext context, String url) {
		assertThatException().isThrownBy(() -> get(context, url))
			.havingRootCause()
			.satisfies(
					(cause) -> assertThat(cause).isInstanceOfAny(SSLException.class, GeneralSecurityException.class));
	}

	private static void withSystemProperties(Map<String, String> properties, Runnable test) {
		properties.forEach(System::setProperty);
		try {
			test.run();
		}
		finally {
			properties.keySet().forEach(System::clearProperty);
		}
	}

}
