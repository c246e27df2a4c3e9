// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.aot;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.github.aspirespring.boot.AspireProperties;

import static org.assertj.core.api.Assertions.assertThat;

class AspireRuntimeHintsTests {

	@Test
	void letPropertiesBeBoundInNativeImage() {
		RuntimeHints hints = new RuntimeHints();
		new AspireRuntimeHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection().onType(AspireProperties.class)).accepts(hints);
	}

	@Test
	void areRegistered() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)).hasAtLeastOneElementOfType(AspireRuntimeHints.class);
	}

}
