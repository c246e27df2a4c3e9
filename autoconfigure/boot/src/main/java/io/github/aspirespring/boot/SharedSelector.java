// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Holds the {@link ConnectionSelector} for the conditions of an application. There are
 * many of them, and every question takes a look at all property sources.
 */
final class SharedSelector {

	private static final String BEAN_NAME = SharedSelector.class.getName();

	private @Nullable ConnectionSelector selector;

	private List<PropertySource<?>> sources = List.of();

	private SharedSelector() {
	}

	static ConnectionSelector get(ConditionContext context) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		if (beanFactory == null) {
			return create(context);
		}
		if (!beanFactory.containsSingleton(BEAN_NAME)) {
			beanFactory.registerSingleton(BEAN_NAME, new SharedSelector());
		}
		return beanFactory.getBean(BEAN_NAME, SharedSelector.class).upToDate(context);
	}

	private ConnectionSelector upToDate(ConditionContext context) {
		List<PropertySource<?>> now = sources(context.getEnvironment());
		ConnectionSelector current = this.selector;
		if (current == null || !isSame(now, this.sources)) {
			current = create(context);
			this.selector = current;
			this.sources = now;
		}
		return current;
	}

	// A @PropertySource of a configuration class arrives between two conditions. Property
	// sources that are equal are merely called the same
	@SuppressWarnings("ReferenceEquality")
	private static boolean isSame(List<PropertySource<?>> sources, List<PropertySource<?>> others) {
		if (sources.size() != others.size()) {
			return false;
		}
		for (int i = 0; i < others.size(); i++) {
			if (sources.get(i) != others.get(i)) {
				return false;
			}
		}
		return true;
	}

	private static ConnectionSelector create(ConditionContext context) {
		return ConnectionSelector.of(context.getEnvironment(), context.getClassLoader());
	}

	private static List<PropertySource<?>> sources(Environment environment) {
		return (environment instanceof ConfigurableEnvironment configurable)
				? configurable.getPropertySources().stream().toList() : List.of();
	}

}
