// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.aspirespring.environment.AspireEnvironment;

/**
 * The settings of all clients: those of one service, else those of all.
 */
final class ClientSettings {

	private static final AspireHttpClientProperties NONE = new AspireHttpClientProperties(
			new AspireHttpClientProperties.Resilience(null, null, null, null, null,
					new AspireHttpClientProperties.Retry(null, null, null, null, null),
					new AspireHttpClientProperties.CircuitBreaker(null, null, null, null)),
			new AspireHttpClientProperties.Hedging(null, null, null), Map.of());

	private final Map<String, ResilienceSettings> clients = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final ResilienceSettings all;

	private final boolean wanted;

	private ClientSettings(ResilienceSettings all, boolean wanted) {
		this.all = all;
		this.wanted = wanted;
	}

	/**
	 * Reads the settings.
	 * @throws InvalidResilienceException if there are some that do not go together
	 */
	static ClientSettings of(AspireHttpClientProperties properties, AspireEnvironment environment) {
		ResilienceSettings all = ResilienceSettings.DEFAULTS.with(properties.resilience(), properties.hedging());
		ClientSettings settings = new ClientSettings(all, !environment.isEmpty() || !properties.equals(NONE));
		List<String> problems = new ArrayList<>(new SettingsValidator("aspire.http-client", all).problems());
		properties.clients().forEach((name, client) -> {
			ResilienceSettings own = all.with(client.resilience(), client.hedging());
			settings.clients.put(name, own);
			if (problems.isEmpty()) {
				problems.addAll(new SettingsValidator("aspire.http-client.clients." + name, own).problems());
			}
		});
		if (!problems.isEmpty()) {
			throw new InvalidResilienceException(problems);
		}
		return settings;
	}

	ResilienceSettings get(String name) {
		return this.clients.isEmpty() ? this.all : this.clients.getOrDefault(name, this.all);
	}

	boolean isNamed(String name) {
		return this.clients.containsKey(name);
	}

	/**
	 * Tells whether calls are protected. Without a word of the application those to a
	 * known service are, and all of them where there is an AppHost.
	 */
	boolean isEnabled(String name, boolean known) {
		Boolean enabled = get(name).enabled();
		return (enabled != null) ? enabled : (known || this.wanted);
	}

}
