// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import io.github.aspirespring.environment.AspireEnvironment;

/**
 * Auto-configuration for what all integrations share: the {@link AspireEnvironment} and,
 * once an AppHost connects the application to anything, the {@link ConnectionSelector}
 * and the line at start that says what was connected.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "aspire.enabled", matchIfMissing = true)
public final class AspireAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AspireEnvironment aspireEnvironment(Environment environment) {
		return InjectedVariables.read(new RankedPropertySources(environment)).model();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAspireConnection(selected = false)
	ConnectionSelector aspireConnectionSelector(Environment environment, ResourceLoader resourceLoader) {
		return ConnectionSelector.of(environment, resourceLoader.getClassLoader());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAspireConnection(selected = false)
	@Lazy(false)
	ConnectionReport aspireConnectionReport(ConnectionSelector selector) {
		return new ConnectionReport(selector);
	}

}
