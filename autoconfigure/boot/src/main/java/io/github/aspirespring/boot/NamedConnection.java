// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.Map;
import java.util.Objects;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A connection while {@link ConnectionBeans its beans} are made.
 */
public final class NamedConnection {

	private final Selection selection;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<Class<?>, String> beanNames;

	NamedConnection(Selection selection, ConfigurableListableBeanFactory beanFactory, Map<Class<?>, String> beanNames) {
		this.selection = selection;
		this.beanFactory = beanFactory;
		this.beanNames = beanNames;
	}

	/**
	 * Returns the connection and its settings.
	 * @return the selection
	 */
	public Selection selection() {
		return this.selection;
	}

	/**
	 * Returns the beans of the application, which is where Spring Boot's properties and
	 * customizers are.
	 * @return the bean factory
	 */
	public ConfigurableListableBeanFactory beanFactory() {
		return this.beanFactory;
	}

	/**
	 * Returns another bean of the same connection: the one that the application has
	 * defined for it, else the one that was {@link ConnectionBeans#add added}.
	 * @param <T> the type of the bean
	 * @param type the type that the bean was added with
	 * @return the bean
	 */
	public <T> T bean(Class<T> type) {
		String beanName = Objects.requireNonNull(this.beanNames.get(type),
				() -> "No bean of " + type + " was added before");
		return this.beanFactory.getBean(beanName, type);
	}

	/**
	 * Returns the names of integration and connection, no value.
	 */
	@Override
	public String toString() {
		return this.selection.toString();
	}

}
