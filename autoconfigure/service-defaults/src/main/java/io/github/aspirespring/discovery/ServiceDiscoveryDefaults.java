// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * Lets a group of HTTP service clients call the service of the same name, and keeps the
 * health of Spring Cloud's discovery clients quiet: it waits for a registration that
 * never happens, because an AppHost is no registry.
 */
final class ServiceDiscoveryDefaults implements ApplicationDefaults {

	@Override
	public String enabledProperty() {
		return "aspire.service-discovery.enabled";
	}

	@Override
	public Map<String, Object> defaults(Context context) {
		List<String> services = context.aspire().services().names();
		Map<String, Object> defaults = new HashMap<>();
		if (!services.isEmpty()) {
			defaults.put("spring.cloud.discovery.client.composite-indicator.enabled", "false");
			defaults.put("spring.cloud.discovery.client.health-indicator.enabled", "false");
		}
		for (String service : services) {
			defaults.put("spring.http.serviceclient" + key(service) + ".base-url", "https+http://" + service);
		}
		return defaults;
	}

	// The binder only keeps names in lower case with dashes as they are
	private static String key(String service) {
		return service.matches("[a-z][a-z0-9-]*") ? "." + service : "[" + service + "]";
	}

}
