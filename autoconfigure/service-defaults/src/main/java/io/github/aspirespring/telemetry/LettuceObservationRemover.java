// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Takes away what Spring Boot's observation of Lettuce defines. A Lettuce client has one
 * tracing only: with Spring Boot's in it, that of the OpenTelemetry Java agent is gone.
 */
final class LettuceObservationRemover implements BeanDefinitionRegistryPostProcessor {

	private static final String CONFIGURATION = "org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration";

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		for (String name : registry.getBeanDefinitionNames()) {
			if (CONFIGURATION.equals(registry.getBeanDefinition(name).getFactoryBeanName())) {
				registry.removeBeanDefinition(name);
			}
		}
	}

}
