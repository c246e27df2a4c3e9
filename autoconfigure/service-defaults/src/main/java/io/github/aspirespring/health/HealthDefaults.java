// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.util.Map;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * Keeps indicators from logging a stack trace for every probe of a server that is down.
 * What changes is logged once.
 */
final class HealthDefaults implements ApplicationDefaults {

	@Override
	public String enabledProperty() {
		return "aspire.health.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		return Map.of("logging.level.org.springframework.boot.amqp.health", "error",
				"logging.level.org.springframework.boot.data.redis.health", "error",
				"logging.level.org.springframework.boot.jdbc.health", "error",
				"logging.level.org.springframework.boot.r2dbc.health", "error");
	}

}
