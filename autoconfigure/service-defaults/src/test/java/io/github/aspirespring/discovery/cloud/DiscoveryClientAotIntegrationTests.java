// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that was processed ahead of time where no AppHost was.
 */
@Timeout(120)
@CompileWithForkedClassLoader
class DiscoveryClientAotIntegrationTests {

	@Test
	void findsWhatTheVariablesOfTheRunSay() {
		new AheadOfTimeRunner(Application.class)
			.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:5001"))
			.run((context) -> {
				assertThat(context.getBean(DiscoveryClient.class).getInstances("catalog"))
					.extracting(ServiceInstance::getUri)
					.asString()
					.isEqualTo("[http://localhost:5001]");
				assertThat(context.getBean(ReactiveDiscoveryClient.class)
					.getInstances("catalog")
					.collectList()
					.block(Duration.ofSeconds(10))).hasSize(1);
			});
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireDiscoveryClientAutoConfiguration.class,
			AspireReactiveDiscoveryClientAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
			CommonsClientAutoConfiguration.class, ReactiveCommonsClientAutoConfiguration.class,
			CompositeDiscoveryClientAutoConfiguration.class, ReactiveCompositeDiscoveryClientAutoConfiguration.class,
			SimpleDiscoveryClientAutoConfiguration.class, SimpleReactiveDiscoveryClientAutoConfiguration.class,
			UtilAutoConfiguration.class })
	static class Application {

	}

}
