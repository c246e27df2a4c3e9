// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * Adds the {@link Integration#defaults defaults} of the integrations that the AppHost
 * connects, and {@link ApplicationDefaults those of the application}, as the last
 * property source: a single line of the application changes any of them.
 */
public final class AspireDefaultsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		ClassLoader classLoader = application.getClassLoader();
		addDefaults(environment, SpringFactoriesLoader.loadFactories(Integration.class, classLoader),
				SpringFactoriesLoader.loadFactories(ApplicationDefaults.class, classLoader));
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	static void addDefaults(ConfigurableEnvironment environment, List<Integration> integrations,
			List<ApplicationDefaults> applicationDefaults) {
		// Earlier defaults are no decisions of the application: they are there after the
		// early ones, and where Spring Cloud runs everything again for its bootstrap
		// context
		environment.getPropertySources().remove(RankedPropertySources.DEFAULTS);
		Map<String, Object> defaults = new HashMap<>();
		if (integrations.isEmpty()) {
			addDefaults(defaults, environment, applicationDefaults, new EnvironmentContext(environment));
		}
		else {
			// It has read what the others ask for
			ConnectionSelector selector = ConnectionSelector.of(environment, integrations);
			addDefaults(defaults, environment, applicationDefaults,
					new EnvironmentContext(environment, selector::model));
			for (Integration integration : integrations) {
				for (String client : integration.clients()) {
					defaults
						.putAll(defaults(integration, client, selector.decide(integration.id(), client).selection()));
				}
			}
		}
		if (!defaults.isEmpty()) {
			environment.getPropertySources().addLast(new MapPropertySource(RankedPropertySources.DEFAULTS, defaults));
		}
	}

	private static void addDefaults(Map<String, Object> defaults, ConfigurableEnvironment environment,
			List<ApplicationDefaults> applicationDefaults, ApplicationDefaults.Context context) {
		if (isEnabled(environment, "aspire.enabled")) {
			applicationDefaults.stream()
				.filter((candidate) -> isEnabled(environment, candidate.enabledProperty()))
				.forEach((candidate) -> defaults.putAll(candidate.defaults(context)));
		}
	}

	private static boolean isEnabled(ConfigurableEnvironment environment, String property) {
		return environment.getProperty(property, Boolean.class, true);
	}

	private static Map<String, Object> defaults(Integration integration, String client, @Nullable Selection selection) {
		if (selection == null) {
			return Map.of();
		}
		try {
			Map<String, Object> defaults = new HashMap<>(integration.defaults(selection));
			defaults.keySet().removeIf((property) -> !client.isEmpty() && !property.startsWith(client + "."));
			return defaults;
		}
		catch (MalformedConnectionException ex) {
			// The bean that needs the connection fails with the same exception, at a time
			// when it can be analysed
			return Map.of();
		}
	}

}
