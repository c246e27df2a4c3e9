// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.util.Map;

import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.health.servlet.AspireServletHealthAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests health endpoints of an application that was processed ahead of time.
 */
@CompileWithForkedClassLoader
class HealthAotIntegrationTests {

	@Test
	@Timeout(120)
	void answerAsEver() {
		// It is one for the whole JVM, and this class has a class loader of its own
		TomcatURLStreamHandlerFactory.disable();
		new AheadOfTimeRunner(Application.class).withApplicationProperties(Map.of("server.port", "0"))
			.run(AnnotationConfigServletWebServerApplicationContext::new, HealthAotIntegrationTests::context,
					(context) -> {
						AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
						RunningApplication application = new RunningApplication(context);
						assertThat(application.get("/health").body()).isEqualTo("Unhealthy");
						assertThat(application.get("/alive").body()).isEqualTo("Healthy");
					});
	}

	private static ServletWebServerApplicationContext context() {
		ServletWebServerApplicationContext context = new ServletWebServerApplicationContext();
		new ServerPortInfoApplicationContextInitializer().initialize(context);
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ApplicationAvailabilityAutoConfiguration.class, AspireHealthAutoConfiguration.class,
			AspireServletHealthAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class, WebMvcAutoConfiguration.class })
	static class Application {

		@Bean
		HealthIndicator downHealthIndicator() {
			return () -> Health.down().build();
		}

	}

}
