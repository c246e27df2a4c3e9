// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

import io.github.aspirespring.environment.AspireEnvironment;

/**
 * What Spring's environment says. What the AppHost has injected is read when somebody
 * asks for it.
 */
final class EnvironmentContext implements ApplicationDefaults.Context {

	private final ConfigurableEnvironment environment;

	private final SingletonSupplier<AspireEnvironment> aspire;

	EnvironmentContext(ConfigurableEnvironment environment) {
		this.environment = environment;
		this.aspire = SingletonSupplier
			.of(() -> InjectedVariables.read(new RankedPropertySources(environment)).model());
	}

	@Override
	public AspireEnvironment aspire() {
		return this.aspire.obtain();
	}

	@Override
	public @Nullable String property(String name) {
		String value = this.environment.getProperty(name);
		return StringUtils.hasText(value) ? value : null;
	}

}
