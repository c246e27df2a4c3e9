// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.observe;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.ConditionalOnAspireConnection;

/**
 * Auto-configuration for the health of RabbitMQ, in the place of Spring Boot's and under
 * its name: the same answer, but within a bound, and without a stack trace in the log for
 * every poll while the server is down.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.amqp.autoconfigure.health.RabbitHealthContributorAutoConfiguration",
		afterName = "org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration")
@ConditionalOnClass({ ConditionalOnEnabledHealthIndicator.class, RabbitTemplate.class })
@ConditionalOnAspireConnection("rabbitmq")
@ConditionalOnBean(RabbitTemplate.class)
@ConditionalOnEnabledHealthIndicator("rabbit")
public final class AspireRabbitHealthAutoConfiguration
		extends CompositeHealthContributorConfiguration<RabbitHealth, RabbitTemplate> {

	AspireRabbitHealthAutoConfiguration() {
		super((template) -> new RabbitHealth(template.getConnectionFactory()));
	}

	@Bean
	@ConditionalOnMissingBean(name = { "rabbitHealthContributor", "rabbitHealthIndicator" })
	HealthContributor rabbitHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		Map<String, RabbitTemplate> templates = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, RabbitTemplate.class, false, true)
			.forEach((beanName, template) -> templates.put(beanName.replaceFirst("\\.rabbitTemplate$", ""), template));
		return createContributor(templates);
	}

}
