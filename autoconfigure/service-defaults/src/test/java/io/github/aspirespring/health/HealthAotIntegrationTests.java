// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import io.github.aspirespring.health.servlet.AspireServletHealthAutoConfiguration;

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
		TestCompiler.forSystem().with(process()).compile((compiled) -> {
			ServletWebServerApplicationContext context = new ServletWebServerApplicationContext();
			try (RunningApplication application = new RunningApplication(context)) {
				TestPropertyValues.of("server.port=0").applyTo(context);
				new ServerPortInfoApplicationContextInitializer().initialize(context);
				initializer(compiled.getInstance(ApplicationContextInitializer.class)).initialize(context);
				context.refresh();
				AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
				assertThat(application.get("/health").body()).isEqualTo("Unhealthy");
				assertThat(application.get("/alive").body()).isEqualTo("Healthy");
			}
		});
	}

	private static TestGenerationContext process() {
		TestGenerationContext generation = new TestGenerationContext();
		System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
		try (AnnotationConfigServletWebServerApplicationContext source = new AnnotationConfigServletWebServerApplicationContext()) {
			source.register(Application.class);
			new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
		}
		finally {
			System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
		}
		generation.writeGeneratedContent();
		return generation;
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(
			ApplicationContextInitializer<?> initializer) {
		return (ApplicationContextInitializer<GenericApplicationContext>) initializer;
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
