// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/**
 * The beans of the application and of Spring Boot that a connection may already have.
 */
final class ApplicationBeans {

	private static final String SPRING_BOOT = "org.springframework.boot.";

	private static final String INTEGRATIONS = "io.github.aspirespring.";

	private final ConfigurableListableBeanFactory beanFactory;

	ApplicationBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Finds what the application defines for a connection, by name or qualifier.
	 */
	@Nullable String find(List<String> connectionNames, String suffix, Class<?> type) {
		for (String beanName : this.beanFactory.getBeanNamesForType(type, true, false)) {
			AspireConnection annotation = this.beanFactory.findAnnotationOnBean(beanName, AspireConnection.class);
			boolean matches = (annotation != null) ? connectionNames.contains(annotation.value())
					: BeanFactoryAnnotationUtils.isQualifierMatch(
							(name) -> connectionNames.contains(name)
									|| connectionNames.stream().anyMatch((each) -> name.equals(each + "." + suffix)),
							beanName, this.beanFactory);
			if (matches) {
				return beanName;
			}
		}
		return null;
	}

	/**
	 * Finds the only bean that is injected without a name, if it is Spring Boot's. One of
	 * the application itself may lead anywhere: only that of Spring Boot is known to be
	 * made of the selected connection.
	 */
	@Nullable String findMadeBySpringBoot(Class<?> type) {
		List<String> candidates = candidates(type);
		return (candidates.size() == 1 && isMadeBySpringBoot(candidates.get(0))) ? candidates.get(0) : null;
	}

	/**
	 * Tells whether there is a bean that is injected without a name.
	 */
	boolean has(Class<?> type) {
		return !candidates(type).isEmpty();
	}

	private List<String> candidates(Class<?> type) {
		return Arrays.stream(this.beanFactory.getBeanNamesForType(type, true, false)).filter((beanName) -> {
			RootBeanDefinition definition = definition(beanName);
			return definition == null || (definition.isAutowireCandidate() && definition.isDefaultCandidate());
		}).toList();
	}

	private boolean isMadeBySpringBoot(String beanName) {
		RootBeanDefinition definition = definition(beanName);
		Method method = (definition != null) ? definition.getResolvedFactoryMethod() : null;
		return method != null && (method.getDeclaringClass().getName().startsWith(SPRING_BOOT)
				|| isStandIn(method.getDeclaringClass()));
	}

	// What an integration makes where Spring Boot cannot be told enough
	private static boolean isStandIn(Class<?> type) {
		return type.getName().startsWith(INTEGRATIONS) && type.isAnnotationPresent(AutoConfiguration.class);
	}

	private @Nullable RootBeanDefinition definition(String beanName) {
		return (this.beanFactory.containsBeanDefinition(beanName)
				&& this.beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)
						? definition : null;
	}

}
