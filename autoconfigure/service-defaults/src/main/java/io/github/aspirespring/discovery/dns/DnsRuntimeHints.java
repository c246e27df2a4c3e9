// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * Hints for the DNS client of the JDK, which is found by its name.
 */
final class DnsRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection()
			.registerType(TypeReference.of(NameServers.CONTEXT_FACTORY), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
	}

}
