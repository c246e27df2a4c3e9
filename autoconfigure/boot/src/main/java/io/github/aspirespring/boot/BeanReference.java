// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Another bean under a name and qualifiers of its own. What a {@link FactoryBean} returns
 * is neither initialized nor told its name again.
 *
 * @param beanName the name of the bean
 * @param type the type of the bean
 * @param beanFactory where the bean is
 */
record BeanReference(String beanName, Class<?> type, BeanFactory beanFactory) implements FactoryBean<Object> {

	/**
	 * Defines a reference. It is no singleton, so that nobody takes it for another pool
	 * to measure, check or close, and synthetic, because the bean has been
	 * post-processed.
	 */
	static RootBeanDefinition define(String beanName, Class<?> type, BeanFactory beanFactory) {
		RootBeanDefinition definition = new RootBeanDefinition(BeanReference.class,
				() -> new BeanReference(beanName, type, beanFactory));
		definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, type);
		definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
		definition.setSynthetic(true);
		return definition;
	}

	@Override
	public Object getObject() {
		return this.beanFactory.getBean(this.beanName);
	}

	@Override
	public Class<?> getObjectType() {
		return this.type;
	}

	@Override
	public boolean isSingleton() {
		return false;
	}

	/**
	 * Returns the name of the bean, for the bean factory says a lot.
	 */
	@Override
	public String toString() {
		return "BeanReference[" + this.beanName + "]";
	}

}
