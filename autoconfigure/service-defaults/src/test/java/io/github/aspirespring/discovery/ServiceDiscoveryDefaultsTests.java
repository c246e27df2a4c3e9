// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.aspirespring.boot.ApplicationDefaults;
import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.http.AspireHttpClientAutoConfiguration;
import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceDiscoveryDefaults} with HTTP service clients.
 */
class ServiceDiscoveryDefaultsTests {

	private final AspireContextRunner runner = new AspireContextRunner().withUserConfiguration(Clients.class)
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireServiceDiscoveryAutoConfiguration.class, AspireHttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
				HttpServiceClientPropertiesAutoConfiguration.class, HttpServiceClientAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "catalog-api", "Catalog_API", "CatalogApi", "1st.catalog" })
	void groupCallsServiceOfItsName(String service) {
		try (TestServer server = TestServer.start((request, out) -> TestServer.answer(out, 200, request.path()))) {
			this.runner.withVariables(AppHostVariables.none().endpoint(service, "http", server.url() + "/v2"))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					Products products = switch (service) {
						case "catalog-api" -> context.getBean(Dashed.class);
						case "Catalog_API" -> context.getBean(Underscored.class);
						case "CatalogApi" -> context.getBean(Capitalized.class);
						default -> context.getBean(Dotted.class);
					};
					assertThat(products.products()).isEqualTo("/v2/products");
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.http.serviceclient.catalog-api.base-url",
			"spring.http.serviceclient[catalog-api].baseUrl" })
	void groupCallsWhatTheApplicationSays(String property) {
		try (TestServer own = TestServer.start((request, out) -> TestServer.answer(out, 200, "own"));
				TestServer other = TestServer.start((request, out) -> TestServer.answer(out, 200, "other"))) {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog-api", "http", other.url()))
				.withApplicationProperties(property + "=" + own.url())
				.run((context) -> assertThat(context.getBean(Dashed.class).products()).isEqualTo("own"));
		}
	}

	@Test
	void keepsSettingsOfApplicationForGroup() {
		try (TestServer server = TestServer
			.start((request, out) -> TestServer.answer(out, 200, request.headers().getOrDefault("X-Key", "none")))) {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog-api", "http", server.url()))
				.withApplicationProperties("spring.http.serviceclient.catalog-api.default-header.X-Key=secret")
				.run((context) -> assertThat(context.getBean(Dashed.class).products()).isEqualTo("secret"));
		}
	}

	@Test
	void keepsHealthOfDiscoveryClientsQuiet() {
		this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:1"))
			.run((context) -> {
				for (String indicator : new String[] { "composite-indicator", "health-indicator" }) {
					assertThat(context.getEnvironment()
						.getProperty("spring.cloud.discovery.client." + indicator + ".enabled")).isEqualTo("false");
				}
			});
	}

	@Test
	void addsNothingWithoutServicesOrWhenSwitchedOff() {
		String property = "spring.cloud.discovery.client.health-indicator.enabled";
		this.runner.run((context) -> assertThat(context.getEnvironment().getProperty(property)).isNull());
		this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:1"))
			.withApplicationProperties("aspire.service-discovery.enabled=false")
			.run((context) -> assertThat(context.getEnvironment().getProperty(property)).isNull());
	}

	@Test
	void usesBracketsOnlyWhereTheBinderNeedsThem() {
		Map<String, Object> defaults = new ServiceDiscoveryDefaults().defaults(new Injected(AspireEnvironment
			.of(Map.of("services__catalog-api2__http__0", "x", "services__Orders_DB__http__0", "x"))));
		assertThat(defaults)
			.containsEntry("spring.http.serviceclient.catalog-api2.base-url", "https+http://catalog-api2")
			.containsEntry("spring.http.serviceclient[Orders_DB].base-url", "https+http://Orders_DB")
			.hasSize(4);
	}

	interface Products {

		@GetExchange("/products")
		String products();

	}

	interface Dashed extends Products {

	}

	interface Underscored extends Products {

	}

	interface Capitalized extends Products {

	}

	interface Dotted extends Products {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "catalog-api", types = Dashed.class)
	@ImportHttpServices(group = "Catalog_API", types = Underscored.class)
	@ImportHttpServices(group = "CatalogApi", types = Capitalized.class)
	@ImportHttpServices(group = "1st.catalog", types = Dotted.class)
	static class Clients {

	}

	private record Injected(AspireEnvironment aspire) implements ApplicationDefaults.Context {

		@Override
		public @Nullable String property(String name) {
			return null;
		}

	}

}
