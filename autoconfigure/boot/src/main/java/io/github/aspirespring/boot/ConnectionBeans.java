// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.util.Assert;

/**
 * Registers beans for every connection of an integration, which only
 * {@link AspireConnection} or a qualifier with the name of the connection reaches. They
 * are made when they are asked for and closed with the context.
 * <p>
 * Spring Boot has made a bean of the connection that was selected already: that one
 * answers to the name as well, so that a connection has one pool and one entry in the
 * health of the application. An integration defines a bean of this type in a static bean
 * method, because what it registers is known only once all bean definitions are.
 */
public final class ConnectionBeans implements BeanDefinitionRegistryPostProcessor, ApplicationContextAware {

	private final String integration;

	private final String client;

	private final List<Definition<?>> definitions = new ArrayList<>();

	private @Nullable ConfigurableApplicationContext applicationContext;

	private ConnectionBeans(String integration, String client) {
		this.integration = integration;
		this.client = client;
	}

	/**
	 * Creates an empty list of beans.
	 * @param integration the {@link Integration#id() identifier} of the integration
	 * @return the beans
	 */
	public static ConnectionBeans of(String integration) {
		return of(integration, "");
	}

	/**
	 * Creates an empty list of beans for a client.
	 * @param integration the {@link Integration#id() identifier} of the integration
	 * @param client the {@link Integration#clients() namespace} of the client
	 * @return the beans
	 */
	public static ConnectionBeans of(String integration, String client) {
		return new ConnectionBeans(integration, client);
	}

	/**
	 * Adds a bean. The first one is called like the connection if that name is free,
	 * because the health of the application and its metrics show it; the others, and the
	 * first one if it is not, are called {@code <connection>.<suffix>}.
	 * @param <T> the type of the bean
	 * @param suffix the last part of the bean name, such as {@code jdbcClient}
	 * @param type the type of the bean, which is also how the application and Spring Boot
	 * define it
	 * @param factory makes the bean
	 * @return this list
	 */
	public <T> ConnectionBeans add(String suffix, Class<T> type, Function<NamedConnection, T> factory) {
		return add(suffix, type, type, factory);
	}

	/**
	 * Adds a bean of a type that has more to offer than the one by which the application
	 * defines such beans: a second interface, for instance, that is injected as well.
	 * @param <T> the type of the bean
	 * @param suffix the last part of the bean name, such as
	 * {@code redisConnectionFactory}
	 * @param type the type by which the application and Spring Boot define the bean, and
	 * {@link NamedConnection#bean} finds it
	 * @param implementation by what the bean is known before it is made: an interface
	 * where its class has a {@link org.springframework.context.Lifecycle life cycle},
	 * because Spring makes such beans when the application starts
	 * @param factory makes the bean
	 * @return this list
	 */
	public <T> ConnectionBeans add(String suffix, Class<? super T> type, Class<T> implementation,
			Function<NamedConnection, T> factory) {
		this.definitions.add(new Definition<>(suffix, type, implementation, factory));
		return this;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = (ConfigurableApplicationContext) applicationContext;
	}

	/**
	 * Registers the beans. While the application is processed ahead of time nothing is
	 * registered, for the connections are those of the run, and this is called then too.
	 */
	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		Assert.state(this.applicationContext != null, "There is no application context");
		ConfigurableApplicationContext context = this.applicationContext;
		ConnectionSelector selector = context.getBeanFactory().getBean(ConnectionSelector.class);
		for (NamedSelection named : selector.selectAll(this.integration, this.client)) {
			register(named, registry, context);
		}
	}

	private void register(NamedSelection named, BeanDefinitionRegistry registry,
			ConfigurableApplicationContext context) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		Map<Class<?>, String> beanNames = new HashMap<>();
		NamedConnection connection = new NamedConnection(named, context, beanNames);
		ApplicationBeans application = new ApplicationBeans(beanFactory);
		String name = named.names().get(0);
		boolean shares = named.selected();
		for (Definition<?> definition : this.definitions) {
			String existing = application.find(named.names(), definition.suffix(), definition.type());
			String shared = (existing == null && shares) ? application.findMadeBySpringBoot(definition.type()) : null;
			// Spring Boot makes its other beans of this one, and it may lead anywhere
			shares = shares && existing == null && (shared != null || !application.has(definition.type()));
			String beanName = (existing != null) ? existing : beanName(name, definition, registry);
			beanNames.put(definition.type(), beanName);
			if (shared != null) {
				refer(name, beanName, shared, definition, registry, beanFactory);
			}
			else if (existing == null) {
				registry.registerBeanDefinition(beanName, definition.lazy(name, beanName, connection));
			}
			for (String alias : named.names().subList(1, named.names().size())) {
				refer(alias, beanName(alias, definition, registry), beanName, definition, registry, beanFactory);
			}
		}
	}

	// An alias is nothing that health and metrics could take for another pool, but
	// several beans cannot share one
	private static void refer(String name, String reference, String beanName, Definition<?> definition,
			BeanDefinitionRegistry registry, ConfigurableListableBeanFactory beanFactory) {
		if (reference.equals(name)) {
			registry.registerAlias(beanName, name);
		}
		else {
			registry.registerBeanDefinition(reference, definition.reference(name, beanName, beanFactory));
		}
	}

	private String beanName(String connection, Definition<?> definition, BeanDefinitionRegistry registry) {
		boolean first = this.definitions.indexOf(definition) == 0;
		return (first && !registry.isBeanNameInUse(connection)) ? connection : connection + "." + definition.suffix();
	}

	private record Definition<T>(String suffix, Class<? super T> type, Class<T> implementation,
			Function<NamedConnection, T> factory) {

		BeanDefinition lazy(String name, String beanName, NamedConnection connection) {
			RootBeanDefinition definition = new RootBeanDefinition(this.implementation,
					() -> this.factory.apply(connection));
			definition.setLazyInit(true);
			definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
			return beanName.equals(name) ? describe(definition, name) : qualify(definition, name);
		}

		BeanDefinition reference(String name, String beanName, ConfigurableListableBeanFactory beanFactory) {
			Class<?> type = beanFactory.getType(beanName, false);
			return qualify(BeanReference.define(beanName, (type != null) ? type : this.type, beanFactory), name);
		}

		// Not where it is the name of the bean, because a qualifier keeps aliases from
		// being one
		private static BeanDefinition qualify(RootBeanDefinition definition, String name) {
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
			definition.addQualifier(new AutowireCandidateQualifier(AspireConnection.class, name));
			return describe(definition, name);
		}

		private static BeanDefinition describe(RootBeanDefinition definition, String name) {
			definition.setDefaultCandidate(false);
			definition.setResourceDescription("connection '" + name + "' of the AppHost");
			return definition;
		}

	}

}
