// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What several connections of one technology have in common, whatever it is.
 */
abstract class NamedConnectionChecks<D> extends IntegrationFixture<D> {

	private static final String SELECTED = "orders-one";

	private static final String OTHER_NAME = "billing-two";

	@Test
	void connectionsHaveBeansThatOnlyTheirNamesReach(CapturedOutput output) {
		twoConnections().run((context) -> {
			assertThat(context).hasNotFailed();
			AbstractBeanDefinition definition = (AbstractBeanDefinition) context.getBeanFactory()
				.getMergedBeanDefinition(OTHER_NAME);
			assertThat(definition.isDefaultCandidate()).isFalse();
			assertThat(bean(context, OTHER_NAME)).isSameAs(context.getBean(OTHER_NAME))
				.isNotSameAs(bean(context, SELECTED));
			assertThat(output).contains("On demand, by @AspireConnection: " + integration() + " '" + OTHER_NAME + "'")
				.contains(integration() + " '" + OTHER_NAME + "' to billing.example:1002");
		});
	}

	@Test
	void beansOfAConnectionAreMadeWhenTheyAreAskedFor() {
		twoConnections().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanFactory().containsSingleton(OTHER_NAME)).isFalse();
			Object bean = bean(context, OTHER_NAME);
			assertThat(bean(context, OTHER_NAME)).isSameAs(bean);
		});
	}

	@Test
	void connectionsFeedSpringBootOnlyIfTheyAreSelected() {
		twoConnections().run(connectsTo(1001));
	}

	@Test
	void connectionsCanBeLeftOut() {
		twoConnections().withPropertyValues(property("connections." + OTHER_NAME + ".enabled") + "=false")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.containsBean(OTHER_NAME)).isFalse();
			});
		runner().withVariables(resource(SELECTED, 1001).and(resource(OTHER_NAME, 1002)))
			.withPropertyValues(property("connections." + SELECTED + ".enabled") + "=false")
			.run(connectsTo(1002));
	}

	@Test
	void connectionsDiscloseNoSecret(CapturedOutput output) {
		twoConnections().withConfiguration(Disclosure.ENDPOINTS)
			.withPropertyValues(Disclosure.SHOW_VALUES)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertNoSecret(Disclosure.of(context));
				assertNoSecret(output.getAll());
			});
	}

	// Health asks for every connection that it is to check
	private AspireContextRunner twoConnections() {
		return runner().withVariables(resource(SELECTED, 1001).and(resource(OTHER_NAME, 1002)))
			.withPropertyValues(property("connection-name") + "=" + SELECTED,
					"management.health.defaults.enabled=false");
	}

	private Object bean(ConfigurableApplicationContext context, String name) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), connectionBeanType(), name);
	}

}
