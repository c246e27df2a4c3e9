// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.function.Supplier;

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

	private final Supplier<AspireEnvironment> aspire;

	EnvironmentContext(ConfigurableEnvironment environment) {
		this(environment,
				SingletonSupplier.of(() -> InjectedVariables.read(new RankedPropertySources(environment)).model()));
	}

	EnvironmentContext(ConfigurableEnvironment environment, Supplier<AspireEnvironment> aspire) {
		this.environment = environment;
		this.aspire = aspire;
	}

	@Override
	public AspireEnvironment aspire() {
		return this.aspire.get();
	}

	@Override
	public @Nullable String property(String name) {
		String value = this.environment.getProperty(name);
		return StringUtils.hasText(value) ? value : null;
	}

}
