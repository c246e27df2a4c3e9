// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.observe;

import org.junit.jupiter.api.Test;

import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.health.RabbitHealthContributorAutoConfiguration;
import org.springframework.boot.amqp.health.RabbitHealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireRabbitHealthAutoConfiguration}.
 */
class AspireRabbitHealthAutoConfigurationTests {

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(
				AutoConfigurations.of(AspireAutoConfiguration.class, AspireRabbitHealthAutoConfiguration.class,
						RabbitAutoConfiguration.class, RabbitHealthContributorAutoConfiguration.class))
		.withClassLoader(new FilteredClassLoader("org.springframework.rabbit.stream"));

	private final AspireContextRunner connected = this.runner
		.withVariables(AppHostVariables.none().connectionString("queue", "amqp://queue"));

	@Test
	void takesThePlaceOfSpringBoot() {
		this.connected.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(HealthContributor.class)
			.hasSingleBean(RabbitHealth.class));
	}

	@Test
	void leavesItToSpringBootWithoutAnAppHost() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(RabbitHealthIndicator.class)
			.doesNotHaveBean(RabbitHealth.class));
	}

	@Test
	void isSwitchedOffAsSpringBootIs() {
		this.connected.withApplicationProperties("management.health.rabbit.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void leavesItToTheApplication() {
		HealthIndicator own = () -> Health.up().build();
		this.connected.withBean("rabbitHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context.getBean(HealthContributor.class)).isSameAs(own));
	}

	@Test
	void backsOffWithoutHealth() {
		this.connected.withClassLoader(new FilteredClassLoader(ConditionalOnEnabledHealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AspireRabbitHealthAutoConfiguration.class));
	}

}
