// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.aspirespring.boot.AspireDefaultsEnvironmentPostProcessor;
import io.github.aspirespring.environment.VariableName;

/**
 * The variables that an AppHost from 13.6 on injects into a service, for tests. An
 * immutable value: every method returns a new one. As an initializer it works with every
 * application context runner, {@code SpringApplicationBuilder} and
 * {@code @ContextConfiguration}. The variables stand where those of the process stand,
 * and win over these.
 *
 * <pre class="code">
 * AppHostVariables.none()
 *     .connection("cache", "localhost:6379,password=pw",
 *             Map.of("Host", "localhost", "Port", "6379", "Password", "pw", "Uri", "redis://:pw&#64;localhost:6379"))
 *     .endpoint("catalog", "http", "http://localhost:8080");
 * </pre>
 */
public final class AppHostVariables implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String SOURCE = "appHost-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	private final Map<String, String> variables;

	private AppHostVariables(Map<String, String> variables) {
		this.variables = Collections.unmodifiableMap(variables);
	}

	/**
	 * Returns no variables, to start from.
	 * @return no variables
	 */
	public static AppHostVariables none() {
		return new AppHostVariables(Map.of());
	}

	/**
	 * Adds a variable as it stands.
	 * @param name the name of the variable
	 * @param value the value
	 * @return the variables with this one
	 */
	public AppHostVariables variable(String name, String value) {
		return with(Map.of(name, value));
	}

	/**
	 * Adds a connection string and, where the name needs one, its portable alias.
	 * @param name the connection name
	 * @param connectionString the connection string
	 * @return the variables with these
	 */
	public AppHostVariables connectionString(String name, String connectionString) {
		return with(Map.of("ConnectionStrings__" + name, connectionString))
			.with(Map.of("ConnectionStrings__" + VariableName.portable(name), connectionString));
	}

	/**
	 * Adds connection properties.
	 * @param name the connection name
	 * @param properties the values by the name of the property, such as {@code Host}
	 * @return the variables with these
	 */
	public AppHostVariables connectionProperties(String name, Map<String, String> properties) {
		Map<String, String> encoded = new HashMap<>();
		properties.forEach(
				(property, value) -> encoded.put(VariableName.prefix(name) + property.toUpperCase(Locale.ROOT), value));
		return with(encoded);
	}

	/**
	 * Adds everything that an AppHost injects for a referenced resource.
	 * @param name the connection name
	 * @param connectionString the connection string
	 * @param properties the values by the name of the property, such as {@code Host}
	 * @return the variables with these
	 */
	public AppHostVariables connection(String name, String connectionString, Map<String, String> properties) {
		return connectionString(name, connectionString).connectionProperties(name, properties);
	}

	/**
	 * Adds everything that an AppHost injects for an endpoint of a referenced service.
	 * @param service the name of the service
	 * @param endpoint the name of the endpoint
	 * @param url the address
	 * @return the variables with these
	 */
	public AppHostVariables endpoint(String service, String endpoint, String url) {
		boolean named = !"http".equalsIgnoreCase(endpoint) && !"https".equalsIgnoreCase(endpoint);
		String key = "services__" + service + "__" + (named ? endpoint : url.substring(0, url.indexOf(':')));
		int index = 0;
		while (this.variables.containsKey(key + "__" + index)) {
			index++;
		}
		String simple = VariableName.prefix(service) + VariableName.encode(endpoint).toUpperCase(Locale.ROOT);
		return with(Map.of(key + "__" + index, url, simple, url));
	}

	/**
	 * Drops the variables that a POSIX shell drops when it starts the JVM, as
	 * {@code sh mvnw} does: those whose name is no identifier.
	 * @return the variables that are left
	 */
	public AppHostVariables throughShell() {
		Map<String, String> left = new LinkedHashMap<>(this.variables);
		left.keySet().removeIf((name) -> !name.matches("[A-Za-z_][A-Za-z0-9_]*"));
		return new AppHostVariables(left);
	}

	/**
	 * Adds all variables of others.
	 * @param others other variables
	 * @return all of these and those
	 */
	public AppHostVariables and(AppHostVariables others) {
		return with(others.variables);
	}

	/**
	 * Returns the variables.
	 * @return the values by name
	 */
	public Map<String, String> toMap() {
		return this.variables;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		applyTo(context.getEnvironment());
	}

	/**
	 * Adds the variables to an environment, and the defaults of the integrations that
	 * they connect.
	 * @param environment the environment
	 */
	public void applyTo(ConfigurableEnvironment environment) {
		MutablePropertySources sources = environment.getPropertySources();
		Map<String, Object> values = new LinkedHashMap<>();
		if (sources.get(SOURCE) instanceof SystemEnvironmentPropertySource earlier) {
			values.putAll(earlier.getSource());
		}
		values.putAll(this.variables);
		sources.remove(SOURCE);
		PropertySource<?> source = new SystemEnvironmentPropertySource(SOURCE, values);
		if (sources.contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
			sources.addBefore(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source);
		}
		else {
			sources.addLast(source);
		}
		new AspireDefaultsEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
	}

	/**
	 * Returns the names only, for values may be secrets.
	 */
	@Override
	public String toString() {
		return "AppHostVariables" + this.variables.keySet();
	}

	private AppHostVariables with(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.variables);
		all.putAll(more);
		return new AppHostVariables(all);
	}

}
