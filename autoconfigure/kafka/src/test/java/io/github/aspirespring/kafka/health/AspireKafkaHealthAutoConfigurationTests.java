// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.health;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.kafka.core.KafkaAdmin;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.kafka.AspireKafkaAutoConfiguration;
import io.github.aspirespring.kafka.AspireKafkaClientsAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireKafkaHealthAutoConfiguration}.
 */
class AspireKafkaHealthAutoConfigurationTests {

	private static final AutoConfigurations REGISTRY = AutoConfigurations.of(HealthContributorAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class);

	private final AspireContextRunner unconnected = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireKafkaAutoConfiguration.class,
				AspireKafkaClientsAutoConfiguration.class, AspireKafkaHealthAutoConfiguration.class,
				SslAutoConfiguration.class, KafkaAutoConfiguration.class));

	private final AspireContextRunner runner = this.unconnected.withVariables(
			AppHostVariables.none().connection("events", "localhost:1", Map.of("Host", "localhost", "Port", "1")));

	@Test
	void contributesToHealth() {
		this.runner.withConfiguration(REGISTRY)
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("kafka"))
				.isInstanceOf(KafkaHealthIndicator.class));
	}

	@Test
	void contributesNothingWithoutAnAppHost() {
		this.unconnected.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthIndicator.class));
	}

	@Test
	void contributesNothingWhenProcessedAheadOfTimeAndWithoutAnAppHost() {
		this.unconnected.withConfiguration(REGISTRY)
			.withSystemProperties(AbstractAotProcessor.AOT_PROCESSING + "=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(HealthContributorRegistry.class).getContributor("kafka")).isNull();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.kafka.enabled=false", "management.health.defaults.enabled=false",
			"aspire.kafka.enabled=false" })
	void canBeSwitchedOff(String property) {
		this.runner.withApplicationProperties(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KafkaHealthIndicator.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "kafkaHealthIndicator", "kafkaHealthContributor" })
	void backsOffFromTheIndicatorOfSomebodyElse(String name) {
		this.runner.withBean(name, HealthIndicator.class, () -> () -> Health.unknown().build())
			.run((context) -> assertThat(context).hasSingleBean(HealthIndicator.class)
				.doesNotHaveBean(KafkaHealthIndicator.class));
	}

	@Test
	void backsOffFromSeveralAdmins() {
		this.runner.withBean("one", KafkaAdmin.class, () -> new KafkaAdmin(Map.of()))
			.withBean("two", KafkaAdmin.class, () -> new KafkaAdmin(Map.of()))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KafkaHealthIndicator.class));
	}

	@Test
	void backsOffWithoutHealth() {
		this.runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("kafkaHealthContributor"));
	}

}
