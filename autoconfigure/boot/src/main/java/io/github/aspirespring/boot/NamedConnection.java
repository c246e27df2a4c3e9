// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A connection while {@link ConnectionBeans its beans} are made.
 */
public final class NamedConnection {

	private final NamedSelection named;

	private final ConfigurableApplicationContext applicationContext;

	private final Map<Class<?>, String> beanNames;

	NamedConnection(NamedSelection named, ConfigurableApplicationContext applicationContext,
			Map<Class<?>, String> beanNames) {
		this.named = named;
		this.applicationContext = applicationContext;
		this.beanNames = beanNames;
	}

	/**
	 * Returns the name under which the application finds the beans.
	 * @return the name of the connection as the application spells it, if it does
	 */
	public String name() {
		return this.named.names().get(0);
	}

	/**
	 * Returns the connection and its settings.
	 * @return the selection
	 */
	public Selection selection() {
		return this.named.selection();
	}

	/**
	 * Tells whether Spring Boot's auto-configuration gets the connection, too. Spring
	 * Boot's properties that say who connects to what concern no other.
	 * @return whether it is the selected connection, of which the application has beans
	 * of its own in place of Spring Boot's
	 */
	public boolean isSelected() {
		return this.named.selected();
	}

	/**
	 * Returns the beans of the application, which is where Spring Boot's properties and
	 * customizers are.
	 * @return the bean factory
	 */
	public ConfigurableListableBeanFactory beanFactory() {
		return this.applicationContext.getBeanFactory();
	}

	/**
	 * Returns the application, for beans that have to know it before they are finished.
	 * @return the application context
	 */
	public ApplicationContext applicationContext() {
		return this.applicationContext;
	}

	/**
	 * Sets what Spring Boot's properties would be if this were the selected connection:
	 * the {@link Integration#defaults defaults} of this one instead of those of the
	 * selected one, and what the application configures for all, such as the properties
	 * of a pool.
	 * @param <T> the type of the target
	 * @param property the canonical name of a property, such as
	 * {@code spring.datasource.hikari}, whose descendants are set
	 * @param target what the properties are set on
	 * @return the target
	 */
	public <T> T bind(String property, T target) {
		return beanFactory().getBean(ConnectionSelector.class).bind(selection(), property, target);
	}

	/**
	 * Reports where the connection leads to.
	 * @param target the place, such as {@code localhost:6379}, without secrets
	 * @return whether it is new, and not reported before for another bean
	 */
	public boolean report(String target) {
		return beanFactory().getBean(ConnectionReport.class).add(selection(), target);
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
		return beanFactory().getBean(beanName, type);
	}

	/**
	 * Returns the bean that Spring Boot has made of its properties and customizers, for
	 * taking over how the application has tuned it.
	 * @param <T> the type of the bean
	 * @param type the type of the bean
	 * @return the bean, or {@code null} if there is none or several, or the application
	 * has defined it itself
	 */
	public <T> @Nullable T madeBySpringBoot(Class<T> type) {
		String beanName = new ApplicationBeans(beanFactory()).findMadeBySpringBoot(type);
		return (beanName != null) ? beanFactory().getBean(beanName, type) : null;
	}

	/**
	 * Returns the names of integration and connection, no value.
	 */
	@Override
	public String toString() {
		return this.named.toString();
	}

}
