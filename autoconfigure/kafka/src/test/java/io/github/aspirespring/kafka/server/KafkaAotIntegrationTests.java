// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.kafka.core.KafkaTemplate;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.kafka.AspireKafkaAutoConfiguration;
import io.github.aspirespring.kafka.AspireKafkaClientsAutoConfiguration;
import io.github.aspirespring.kafka.health.AspireKafkaHealthAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that was processed ahead of time where no AppHost was.
 */
@CompileWithForkedClassLoader
class KafkaAotIntegrationTests {

	@Test
	void connectsToWhatTheVariablesOfTheRunSay() {
		try (KafkaServer server = KafkaServer.start()) {
			AppHostVariables variables = KafkaApplication.resource("events", server.port());
			run(Map.of(), variables, Map.of("spring.kafka.bootstrap-servers", "other.example:9092"), (context) -> {
				assertThat(context.getBeanNamesForType(KafkaConnectionDetails.class))
					.containsExactly("aspireKafkaConnectionDetails");
				assertWorks(context);
				assertThat(context.getBeansOfType(HealthIndicator.class)).hasSize(1);
			});
		}
	}

	@Test
	void connectsToTheBrokersOfTheApplicationWithoutVariables() {
		try (KafkaServer server = KafkaServer.start()) {
			Map<String, Object> properties = Map.of("spring.kafka.bootstrap-servers", server.address());
			run(Map.of(), AppHostVariables.none(), properties, (context) -> {
				assertWorks(context);
				assertThat(context.getBeansOfType(HealthIndicator.class)).isEmpty();
			});
		}
	}

	@Test
	void canBeSwitchedOffWhenItIsBuilt() {
		run(Map.of("aspire.enabled", "false"), KafkaApplication.resource("events", 1), Map.of(),
				(context) -> assertThat(context.getBean(KafkaConnectionDetails.class).getBootstrapServers())
					.containsExactly("localhost:9092"));
	}

	@Test
	void usesTheBundleOfTheApplicationWithoutVariables(@TempDir Path folder) {
		TestCertificates certificates = TestCertificates.create(folder, "dns:localhost");
		try (KafkaServer server = KafkaServer.startAt(TestPorts.free(), KafkaServer.tls(certificates))) {
			run(Map.of(), AppHostVariables.none(),
					Map.of("spring.kafka.bootstrap-servers", server.address(), "spring.kafka.security.protocol", "SSL",
							"spring.kafka.ssl.bundle", "events", "spring.ssl.bundle.pem.events.truststore.certificate",
							"file:" + certificates.authority()),
					KafkaAotIntegrationTests::assertWorks);
		}
	}

	private static void run(Map<String, Object> buildProperties, AppHostVariables variables,
			Map<String, Object> properties, Consumer<GenericApplicationContext> test) {
		new AheadOfTimeRunner(Application.class).withBuildProperties(buildProperties)
			.withVariables(variables)
			.withApplicationProperties(properties)
			.run(test);
	}

	@SuppressWarnings("unchecked")
	private static void assertWorks(GenericApplicationContext context) {
		KafkaTemplate<String, String> template = context.getBean(KafkaTemplate.class);
		assertThat(template.send("orders", "hello")).succeedsWithin(Duration.ofSeconds(30));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireKafkaAutoConfiguration.class,
			AspireKafkaClientsAutoConfiguration.class, AspireKafkaHealthAutoConfiguration.class,
			SslAutoConfiguration.class, KafkaAutoConfiguration.class })
	static class Application {

	}

}
