// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.health.RabbitHealthContributorAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.rabbitmq.AspireRabbitAutoConfiguration;
import io.github.aspirespring.rabbitmq.AspireRabbitStreamAutoConfiguration;
import io.github.aspirespring.rabbitmq.observe.AspireRabbitHealthAutoConfiguration;
import io.github.aspirespring.rabbitmq.observe.AspireRabbitObservationAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests an application that was processed ahead of time where no AppHost was.
 */
@CompileWithForkedClassLoader
class RabbitAotIntegrationTests {

	// Created in the class loader of all tests first, whose broker the others find
	private final AmqpBroker broker = AmqpBroker.shared();

	@Test
	void connectsToWhatTheVariablesOfTheRunSay() {
		AppHostVariables variables = RabbitApplication.resource("queue", this.broker, this.broker.port());
		run(variables, Map.of("spring.rabbitmq.host", "other.example"), (context) -> {
			assertThat(context.getBeanNamesForType(RabbitConnectionDetails.class))
				.containsExactly("aspireRabbitConnectionDetails");
			assertWorks(context);
			assertThat(retry(context)).isNotNull();
		});
	}

	@Test
	void connectsToTheBrokerOfTheApplicationWithoutVariables() {
		run(AppHostVariables.none(),
				Map.of("spring.rabbitmq.host", this.broker.host(), "spring.rabbitmq.port", this.broker.port(),
						"spring.rabbitmq.username", this.broker.username(), "spring.rabbitmq.password",
						this.broker.password()),
				(context) -> {
					assertWorks(context);
					assertThat(retry(context)).isNull();
				});
	}

	@Test
	void usesTheBundleOfTheApplicationWithoutVariables() {
		assumeTrue(this.broker.tlsPort() > 0, "TLS needs a broker that the tests configure");
		run(AppHostVariables.none(),
				Map.of("spring.rabbitmq.addresses", "amqps://localhost:" + this.broker.tlsPort(),
						"spring.rabbitmq.username", this.broker.username(), "spring.rabbitmq.password",
						this.broker.password(), "spring.rabbitmq.ssl.bundle", "queue",
						"spring.ssl.bundle.pem.queue.truststore.certificate", "file:" + this.broker.authority()),
				RabbitAotIntegrationTests::assertWorks);
	}

	@Test
	void usesTlsAsTheVariablesOfTheRunSay() {
		assumeTrue(this.broker.tlsPort() > 0, "TLS needs a broker that the tests configure");
		run(RabbitApplication.resource("queue", this.broker, this.broker.tlsPort()),
				Map.of("spring.rabbitmq.ssl.bundle", "queue", "spring.ssl.bundle.pem.queue.truststore.certificate",
						"file:" + this.broker.authority()),
				RabbitAotIntegrationTests::assertWorks);
	}

	@Test
	void canBeSwitchedOffWhenItIsBuilt() {
		Map<String, Object> properties = Map.of("aspire.enabled", "false", "spring.rabbitmq.port", this.broker.port(),
				"spring.rabbitmq.host", this.broker.host(), "spring.rabbitmq.username", this.broker.username(),
				"spring.rabbitmq.password", this.broker.password());
		run(properties, AppHostVariables.none(), properties, (context) -> {
			RabbitApplication.assertWorks(context);
			assertThat(context.containsBean("aspireRabbitConnectionDetails")).isFalse();
		});
	}

	private static void run(AppHostVariables variables, Map<String, Object> properties,
			Consumer<GenericApplicationContext> test) {
		run(Map.of(), variables, properties, test);
	}

	private static void run(Map<String, Object> buildProperties, AppHostVariables variables,
			Map<String, Object> properties, Consumer<GenericApplicationContext> test) {
		new AheadOfTimeRunner(Application.class).withBuildProperties(buildProperties)
			.withVariables(variables)
			.withApplicationProperties(properties)
			.run(test);
	}

	private static void assertWorks(GenericApplicationContext context) {
		RabbitApplication.assertWorks(context);
		assertThat(RabbitApplication.health(context).getStatus()).isEqualTo(Status.UP);
	}

	private static @Nullable Object retry(GenericApplicationContext context) {
		return ReflectionTestUtils.getField(context.getBean(RabbitTemplate.class), "retryTemplate");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireRabbitAutoConfiguration.class,
			AspireRabbitStreamAutoConfiguration.class, AspireRabbitHealthAutoConfiguration.class,
			AspireRabbitObservationAutoConfiguration.class, SslAutoConfiguration.class, RabbitAutoConfiguration.class,
			RabbitHealthContributorAutoConfiguration.class })
	static class Application {

	}

}
