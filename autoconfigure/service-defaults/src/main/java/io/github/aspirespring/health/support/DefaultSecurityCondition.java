// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.support;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.MethodMetadata;

/**
 * Looks where the security filter chains are defined. Adding one where there is none
 * would be worse than useless: the defaults of Spring Boot and of Spring Security would
 * step back, and leave the application without any security.
 */
class DefaultSecurityCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnDefaultSecurity.class);
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		Class<?> type = metadata.getAnnotations().get(ConditionalOnDefaultSecurity.class).getClass("value");
		String[] names = (beanFactory != null) ? beanFactory.getBeanNamesForType(type, true, false) : new String[0];
		if (beanFactory == null || names.length == 0) {
			return ConditionOutcome.noMatch(message.didNotFind("security filter chain").atAll());
		}
		for (String name : names) {
			if (!beanFactory.containsBeanDefinition(name) || !isSpringBoots(beanFactory.getBeanDefinition(name))) {
				return ConditionOutcome.noMatch(message.found("security filter chain of the application").items(name));
			}
		}
		return ConditionOutcome.match(message.foundExactly("security filter chains of Spring Boot"));
	}

	private static boolean isSpringBoots(BeanDefinition definition) {
		@Nullable MethodMetadata method = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		return method != null && method.getDeclaringClassName().startsWith("org.springframework.boot.");
	}

}
