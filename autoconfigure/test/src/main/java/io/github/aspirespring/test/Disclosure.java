// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.beans.BeansEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.condition.ConditionsReportEndpoint;
import org.springframework.boot.actuate.autoconfigure.condition.ConditionsReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.beans.BeansEndpoint;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * Everything that an application says about itself to those who may look but not know its
 * secrets.
 */
final class Disclosure {

	/**
	 * The endpoints of the actuator, showing every value that nobody masks.
	 */
	static final AutoConfigurations ENDPOINTS = AutoConfigurations.of(EndpointAutoConfiguration.class,
			EnvironmentEndpointAutoConfiguration.class, ConfigurationPropertiesReportEndpointAutoConfiguration.class,
			ConditionsReportEndpointAutoConfiguration.class, BeansEndpointAutoConfiguration.class);

	static final String[] SHOW_VALUES = { "spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*",
			"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always" };

	private Disclosure() {
	}

	/**
	 * Returns what the actuator shows of a running application, and what its beans print.
	 */
	static String of(ApplicationContext context) {
		JsonMapper mapper = JsonMapper.builder().build();
		StringBuilder disclosed = new StringBuilder();
		List.of(context.getBean(EnvironmentEndpoint.class).environment(null),
				context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties(),
				context.getBean(ConditionsReportEndpoint.class).conditions(),
				context.getBean(BeansEndpoint.class).beans())
			.forEach((report) -> disclosed.append(mapper.writeValueAsString(report)).append('\n'));
		for (String name : context.getBeanDefinitionNames()) {
			Object bean = context.getBean(name);
			if (bean.getClass().getName().startsWith("io.github.aspirespring")) {
				disclosed.append(bean).append('\n');
			}
		}
		return disclosed.toString();
	}

	/**
	 * Returns a failure with all its causes, as a log would show it.
	 */
	static String of(Throwable failure) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		FailureAnalysis analysis = analyze(failure);
		return trace + "\n" + analysis.getDescription() + "\n" + analysis.getAction();
	}

	/**
	 * Analyses a failure the way {@code SpringApplication} does.
	 * @throws AssertionError if no analyzer knows the failure
	 */
	static FailureAnalysis analyze(Throwable failure) {
		ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
			.and(Environment.class, new StandardEnvironment());
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, arguments, FailureHandler.handleMessage((message, cause) -> {
			}));
		for (FailureAnalyzer analyzer : analyzers) {
			FailureAnalysis analysis = analyzer.analyze(failure);
			if (analysis != null) {
				return analysis;
			}
		}
		throw new AssertionError("No failure analyzer knows the failure", failure);
	}

}
