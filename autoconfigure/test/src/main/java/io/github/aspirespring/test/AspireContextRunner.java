// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.Assert;

/**
 * An application context runner whose application sees the variables of an AppHost and no
 * variable of the process that runs the test. {@link #withPropertyValues} sets properties
 * above the variables, where the command line stands; {@link #withApplicationProperties}
 * sets them below, where {@code application.yml} stands.
 */
public final class AspireContextRunner extends
		AbstractApplicationContextRunner<AspireContextRunner, ConfigurableApplicationContext, AssertableApplicationContext> {

	private static final String APPLICATION_PROPERTIES = "application.properties";

	/**
	 * Creates a runner without any variables.
	 */
	public AspireContextRunner() {
		super(AspireContextRunner::new, AspireContextRunner::createContext);
	}

	private AspireContextRunner(RunnerConfiguration<ConfigurableApplicationContext> configuration) {
		super(configuration, AspireContextRunner::new);
	}

	/**
	 * Adds variables of an AppHost.
	 * @param variables the variables
	 * @return a runner with these variables
	 */
	public AspireContextRunner withVariables(AppHostVariables variables) {
		return withInitializer(variables);
	}

	/**
	 * Adds a variable as it stands.
	 * @param name the name of the variable
	 * @param value the value
	 * @return a runner with this variable
	 */
	public AspireContextRunner withVariable(String name, String value) {
		return withVariables(AppHostVariables.none().variable(name, value));
	}

	/**
	 * Adds properties that lose to variables, as those of {@code application.yml} do.
	 * @param pairs the properties as {@code name=value}
	 * @return a runner with these properties
	 */
	public AspireContextRunner withApplicationProperties(String... pairs) {
		Map<String, Object> properties = new HashMap<>();
		for (String pair : pairs) {
			int equals = pair.indexOf('=');
			Assert.isTrue(equals > 0, "Properties must be name=value");
			properties.put(pair.substring(0, equals), pair.substring(equals + 1));
		}
		return withInitializer((context) -> {
			addApplicationProperties(context.getEnvironment().getPropertySources(), properties);
			// The defaults follow from what is configured, and stay behind it
			AppHostVariables.none().initialize(context);
		});
	}

	private static void addApplicationProperties(MutablePropertySources sources, Map<String, Object> properties) {
		Map<String, Object> all = new HashMap<>();
		if (sources.get(APPLICATION_PROPERTIES) instanceof MapPropertySource earlier) {
			all.putAll(earlier.getSource());
		}
		all.putAll(properties);
		sources.remove(APPLICATION_PROPERTIES);
		sources.addLast(new MapPropertySource(APPLICATION_PROPERTIES, all));
	}

	private static ConfigurableApplicationContext createContext() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		StandardEnvironment environment = new StandardEnvironment();
		String variables = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources()
			.replace(variables, new SystemEnvironmentPropertySource(variables, new HashMap<>()));
		context.setEnvironment(environment);
		return context;
	}

}
