// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps Spring Security out of applications that are not about it. Those that are have a
 * class whose name begins with {@code Secured}.
 */
class SecurityOnDemand implements AutoConfigurationImportFilter, BeanFactoryAware {

	private boolean secured;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.secured = beanFactory instanceof ListableBeanFactory listable
				&& Arrays.stream(listable.getBeanDefinitionNames()).anyMatch((name) -> name.contains(".Secured"));
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			String name = autoConfigurationClasses[i];
			matches[i] = this.secured || name == null || !name.contains(".security.");
		}
		return matches;
	}

}
