// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests service discovery in an application that was processed ahead of time where no
 * AppHost was.
 */
@CompileWithForkedClassLoader
class ServiceDiscoveryAotTests {

	@Test
	void resolvesWhatTheVariablesOfTheRunSay() {
		new AheadOfTimeRunner(Application.class)
			.withVariables(AppHostVariables.none()
				.endpoint("catalog", "https", "https://localhost:7001")
				.endpoint("catalog", "http", "http://localhost:5001"))
			.run((context) -> assertThat(
					context.getBean(ServiceEndpointResolver.class).resolve("https+http://catalog/x"))
				.hasToString("https://localhost:7001/x"));
	}

	@Test
	void followsThePropertiesOfTheRun() {
		new AheadOfTimeRunner(Application.class)
			.withVariables(AppHostVariables.none()
				.endpoint("catalog", "https", "https://localhost:7001")
				.endpoint("catalog", "http", "http://localhost:5001"))
			.withApplicationProperties(Map.of("aspire.service-discovery.allowed-schemes", "http"))
			.run((context) -> assertThat(
					context.getBean(ServiceEndpointResolver.class).resolve("https+http://catalog/x"))
				.hasToString("http://localhost:5001/x"));
	}

	@Test
	void leavesUrlsAloneWithoutVariables() {
		new AheadOfTimeRunner(Application.class)
			.run((context) -> assertThat(context.getBean(ServiceEndpointResolver.class).resolve("http://catalog/x"))
				.hasToString("http://catalog/x"));
	}

	@Test
	void canBeSwitchedOffWhenItIsBuilt() {
		new AheadOfTimeRunner(Application.class)
			.withBuildProperties(Map.of("aspire.service-discovery.enabled", "false"))
			.run((context) -> assertThat(context.getBeanProvider(ServiceEndpointResolver.class).getIfAvailable())
				.isNull());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class })
	static class Application {

	}

}
