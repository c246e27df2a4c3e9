// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.net.URI;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AspireServiceDiscoveryAutoConfiguration}.
 */
class AspireServiceDiscoveryAutoConfigurationTests {

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(
				AutoConfigurations.of(AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class))
		.withVariables(AppHostVariables.none()
			.endpoint("catalog", "https", "https://localhost:7001")
			.endpoint("catalog", "http", "http://localhost:5001"));

	@Test
	void resolvesServicesOfAppHost() {
		this.runner.run((context) -> assertThat(resolver(context).resolve("https+http://catalog/x"))
			.hasToString("https://localhost:7001/x"));
	}

	@Test
	void resolvesServicesThroughShell() {
		new AspireContextRunner()
			.withConfiguration(
					AutoConfigurations.of(AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class))
			.withVariables(
					AppHostVariables.none().endpoint("catalog-api", "http", "http://localhost:5001").throughShell())
			.run((context) -> assertThat(resolver(context).resolve("https+http://catalog-api"))
				.hasToString("http://localhost:5001"));
	}

	@Test
	void resolvesServicesOfApplication() {
		this.runner
			.withApplicationProperties("aspire.services.orders.http[0]=http://localhost:5002",
					"aspire.services.catalog.https[0]=https://localhost:7777")
			.run((context) -> {
				assertThat(resolver(context).resolve("https+http://orders")).hasToString("http://localhost:5002");
				assertThat(resolver(context).resolve("https+http://catalog")).hasToString("https://localhost:7001");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled=false", "aspire.service-discovery.enabled=false" })
	void canBeSwitchedOff(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ServiceEndpointResolver.class)
				.doesNotHaveBean(ServiceEndpointProvider.class));
	}

	@Test
	void yieldsToResolverOfApplication() {
		ServiceEndpointResolver own = Services.none().resolver();
		this.runner.withBean(ServiceEndpointResolver.class, () -> own)
			.run((context) -> assertThat(resolver(context)).isSameAs(own));
	}

	@Test
	void allowsListedSchemesWithoutFurtherSetting() {
		this.runner.withPropertyValues("aspire.service-discovery.allowed-schemes=https").run((context) -> {
			assertThat(resolver(context).resolve("http+https://catalog")).hasToString("https://localhost:7001");
			assertThatIllegalStateException().isThrownBy(() -> resolver(context).resolve("http+https://orders"));
		});
		this.runner
			.withPropertyValues("aspire.service-discovery.allowed-schemes=https",
					"aspire.service-discovery.allow-all-schemes=true")
			.run((context) -> {
				assertThat(resolver(context).resolve("http+https://catalog")).hasToString("http://localhost:5001");
				assertThat(resolver(context).endpoints("catalog")).extracting(Object::toString)
					.containsExactly("https://localhost:7001");
			});
		this.runner.withPropertyValues("aspire.service-discovery.allow-all-schemes=false")
			.run((context) -> assertThat(resolver(context).endpoints("http://catalog")).extracting(Object::toString)
				.containsExactly("catalog:80"));
	}

	@Test
	void appliesHostNameIfAskedTo() {
		URI url = URI.create("http://catalog");
		this.runner
			.run((context) -> assertThat(Objects.requireNonNull(resolver(context).target(url)).hostName()).isNull());
		this.runner.withPropertyValues("aspire.service-discovery.apply-host-name=true")
			.run((context) -> assertThat(Objects.requireNonNull(resolver(context).target(url)).hostName())
				.isEqualTo("catalog"));
	}

	@Test
	void asksProvidersOfApplicationInTheirOrder() {
		this.runner.withUserConfiguration(Providers.class).run((context) -> {
			assertThat(resolver(context).resolve("http://catalog")).hasToString("http://localhost:5001");
			assertThat(resolver(context).resolve("http://orders")).hasToString("http://late");
			assertThat(resolver(context).resolve("http://catalog:1")).hasToString("http://early");
		});
	}

	private static ServiceEndpointResolver resolver(ApplicationContext context) {
		return context.getBean(ServiceEndpointResolver.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Providers {

		@Bean
		ServiceEndpointProvider late() {
			return (reference) -> List.of(Services.endpoint("http://late"));
		}

		@Bean
		@Order(-1)
		ServiceEndpointProvider early() {
			return (reference) -> (reference.port() == 1) ? List.of(Services.endpoint("http://early")) : List.of();
		}

	}

}
