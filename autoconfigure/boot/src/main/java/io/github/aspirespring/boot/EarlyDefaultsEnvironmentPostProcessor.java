// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Adds the {@link ApplicationDefaults#isEarly() early} defaults before the environment
 * post-processors that run last, which have no order among each other.
 * {@link AspireDefaultsEnvironmentPostProcessor} is one of these, and replaces what has
 * been added here.
 */
final class EarlyDefaultsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		List<ApplicationDefaults> early = SpringFactoriesLoader
			.loadFactories(ApplicationDefaults.class, application.getClassLoader())
			.stream()
			.filter(ApplicationDefaults::isEarly)
			.toList();
		AspireDefaultsEnvironmentPostProcessor.addDefaults(environment, List.of(), early);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

}
