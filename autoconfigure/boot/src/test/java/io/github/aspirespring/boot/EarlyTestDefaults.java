// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.Map;

/**
 * Defaults that others have to see, in applications that ask for them.
 */
final class EarlyTestDefaults implements ApplicationDefaults {

	@Override
	public String enabledProperty() {
		return "aspire.early.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		return (context.property("aspire.early.name") != null)
				? Map.of("spring.early", "default", "aspire.early.enabled", "false") : Map.of();
	}

	@Override
	public boolean isEarly() {
		return true;
	}

}
