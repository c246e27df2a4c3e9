// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class AppHostVariablesTests {

	@Test
	void writesConnectionAsAnAppHostDoes() {
		assertThat(AppHostVariables.none()
			.connection("Orders-DB", "Host=localhost", Map.of("Host", "localhost", "DatabaseName", "orders"))
			.toMap()).containsOnly(entry("ConnectionStrings__Orders-DB", "Host=localhost"),
					entry("ConnectionStrings__Orders_DB", "Host=localhost"), entry("ORDERS_DB_HOST", "localhost"),
					entry("ORDERS_DB_DATABASENAME", "orders"));
	}

	@Test
	void writesEndpointsAsAnAppHostDoes() {
		assertThat(AppHostVariables.none()
			.endpoint("web-app", "http", "https://localhost:1")
			.endpoint("web-app", "https", "https://localhost:2")
			.endpoint("web-app", "my-admin", "http://localhost:3")
			.toMap()).containsOnly(entry("services__web-app__https__0", "https://localhost:1"),
					entry("WEB_APP_HTTP", "https://localhost:1"),
					entry("services__web-app__https__1", "https://localhost:2"),
					entry("WEB_APP_HTTPS", "https://localhost:2"),
					entry("services__web-app__my-admin__0", "http://localhost:3"),
					entry("WEB_APP_MY_ADMIN", "http://localhost:3"));
	}

	@Test
	void dropsWhatShellDrops() {
		assertThat(AppHostVariables.none()
			.connection("my-cache", "localhost:1", Map.of("Host", "localhost"))
			.throughShell()
			.toMap()).containsOnlyKeys("ConnectionStrings__my_cache", "MY_CACHE_HOST");
	}

	@Test
	void standsWhereVariablesStand() {
		StandardEnvironment environment = new StandardEnvironment();
		AppHostVariables.none().variable("A", "1").applyTo(environment);
		AppHostVariables.none().variable("B", "2").applyTo(environment);
		assertThat(environment.getProperty("A")).isEqualTo("1");
		assertThat(environment.getProperty("B")).isEqualTo("2");
		assertThat(environment.getPropertySources()).extracting("name")
			.startsWith("systemProperties", "appHost-systemEnvironment", "systemEnvironment");
	}

	@Test
	void printsNoValue() {
		assertThat(AppHostVariables.none().variable("CACHE_PASSWORD", "secret")).asString()
			.isEqualTo("AppHostVariables[CACHE_PASSWORD]");
	}

}
