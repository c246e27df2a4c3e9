// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AspireAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class));

	@Test
	void offersTheModelAndNothingElseWithoutIntegrations() {
		this.runner.withInitializer((context) -> addVariables(context.getEnvironment().getPropertySources()))
			.run((context) -> {
				assertThat(context).hasSingleBean(AspireEnvironment.class)
					.doesNotHaveBean(ConnectionSelector.class)
					.doesNotHaveBean(ConnectionReport.class);
				assertThat(context.getBean(AspireEnvironment.class).connections().names()).contains("my-cache");
			});
	}

	@Test
	void offersTheSelectorForConnectionsThatOnlyTheirNameReaches() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("ConnectionStrings__billing", "alpha:1"))))
			.withSystemProperties("spring.alpha.url=here")
			.run((context) -> {
				assertThat(context).hasSingleBean(ConnectionReport.class);
				ConnectionSelector selector = context.getBean(ConnectionSelector.class);
				assertThat(selector.selectAll()).extracting(NamedSelection::toString)
					.containsExactly("alpha 'billing'");
				assertThat(selector.select("alpha")).isNull();
			});
	}

	@Test
	void offersTheSelectorToThoseWhoFailForWantOfAConnection() {
		this.runner.withPropertyValues("aspire.alpha.connection-name=gone").run((context) -> {
			ConnectionSelector selector = context.getBean(ConnectionSelector.class);
			assertThatExceptionOfType(ConnectionSelectionException.class).isThrownBy(() -> selector.select("alpha"))
				.withMessageContaining("gone");
		});
	}

	@Test
	void asksPropertySourcesThatConfigurationClassesAdd() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("ConnectionStrings__billing", "alpha:1"))))
			.withUserConfiguration(InOrder.class)
			.run((context) -> assertThat(context).doesNotHaveBean(Before.class).doesNotHaveBean(After.class));
	}

	@Test
	void readsConfiguredEndpoints() {
		this.runner.withPropertyValues("aspire.services.catalog.http[0]=http://localhost:1",
				"aspire.services.catalog.http[1]=http://localhost:2", "aspire.services.billing.grpc=http://localhost:3")
			.run((context) -> {
				AspireEnvironment environment = context.getBean(AspireEnvironment.class);
				assertThat(environment.services().find("catalog")).extracting(ServiceEndpoint::toString)
					.containsExactly("http://localhost:1", "http://localhost:2");
				assertThat(environment.services().find("billing", "grpc")).extracting(ServiceEndpoint::source)
					.containsExactly("aspire.services.billing.grpc[0]");
			});
	}

	@Test
	void replacesInjectedEndpointsByConfiguredOnesOnlyFromAbove() {
		this.runner.withInitializer((context) -> addVariables(context.getEnvironment().getPropertySources()))
			.withPropertyValues("aspire.services.catalog.http[0]=http://localhost:1")
			.run((context) -> assertThat(context.getBean(AspireEnvironment.class).services().find("catalog"))
				.extracting(ServiceEndpoint::toString)
				.containsExactly("http://localhost:1"));
	}

	@Test
	void backsOffFromAModelOfTheApplication() {
		AspireEnvironment own = AspireEnvironment.of(Map.of());
		this.runner.withBean(AspireEnvironment.class, () -> own)
			.run((context) -> assertThat(context.getBean(AspireEnvironment.class)).isSameAs(own));
	}

	@Test
	void canBeDisabled() {
		this.runner.withPropertyValues("aspire.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AspireEnvironment.class));
	}

	@Test
	void propertiesPrintNoConnectionString() {
		AspireProperties properties = new AspireProperties(true, AspireProperties.ConnectionPrecedence.APPHOST,
				Map.of("cache", "secret"), Map.of("catalog", Map.of("http", List.of("http://localhost"))));
		assertThat(properties.toString()).contains("cache", "catalog").doesNotContain("secret");
	}

	private static void addVariables(MutablePropertySources sources) {
		sources.addLast(new SystemEnvironmentPropertySource("test-systemEnvironment",
				Map.of("ConnectionStrings__my-cache", "localhost:1", "services__catalog__http__0", "http://localhost:8",
						"services__catalog__http__1", "http://localhost:9")));
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Before.class, SwitchedOff.class, After.class })
	static class InOrder {

	}

	// Spring asks again when it registers the beans of a configuration class
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAspireConnection("alpha")
	static class Before {

	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:alpha-disabled.properties")
	static class SwitchedOff {

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAspireConnection("alpha")
	static class After {

	}

}
