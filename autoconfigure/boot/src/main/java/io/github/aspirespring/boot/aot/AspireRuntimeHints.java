// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.aot;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.github.aspirespring.boot.AspireProperties;
import io.github.aspirespring.boot.Integration;

/**
 * Hints for the properties that conditions bind. They are no beans, so Spring Boot cannot
 * know them.
 */
final class AspireRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		List<Class<?>> types = new ArrayList<>(List.of(AspireProperties.class));
		SpringFactoriesLoader.loadFactories(Integration.class, classLoader)
			.forEach((integration) -> types.add(integration.propertiesType()));
		BindableRuntimeHintsRegistrar.forTypes(types.toArray(Class[]::new)).registerHints(hints, classLoader);
	}

}
