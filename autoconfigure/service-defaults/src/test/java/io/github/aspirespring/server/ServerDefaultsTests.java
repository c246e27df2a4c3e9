// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.server;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ServerDefaultsTests {

	private final AspireContextRunner runner = new AspireContextRunner();

	@ParameterizedTest
	@ValueSource(strings = { "0", "8080", "65535" })
	void listensOnPort(String port) {
		this.runner.withVariable("PORT", port)
			.run((context) -> assertThat(property(context, "server.port")).isEqualTo(port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcp://10.0.0.1:80", "65536", "-1", "99999", "http", " ", "\\\\.\\pipe\\iis" })
	void ignoresWhatIsNoPort(String port) {
		this.runner.withVariable("PORT", port).run((context) -> assertThat(property(context, "server.port")).isNull());
	}

	@Test
	void ignoresThePortOfAConnectionWithoutAName() {
		this.runner.withVariable("PORT", "5432")
			.withVariable("ConnectionStrings__", "Host=localhost;Port=5432")
			.run((context) -> assertThat(property(context, "server.port")).isNull());
	}

	@Test
	void leavesThePortToTheApplication() {
		this.runner.withVariable("PORT", "8081")
			.withApplicationProperties("server.port=8082")
			.run((context) -> assertThat(property(context, "server.port")).isEqualTo("8082"));
		this.runner.withVariable("PORT", "8081")
			.withVariable("SERVER_PORT", "8083")
			.run((context) -> assertThat(property(context, "server.port")).isEqualTo("8083"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://localhost:21030", "https://otlp.dev.localhost:21042", "http://127.0.0.1:18889/",
			"http://[::1]:18889" })
	void stopsBeforeItIsKilled(String endpoint) {
		AspireContextRunner started = this.runner.withVariable("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
			.withVariable("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=abcdefgh");
		started.run((context) -> assertThat(property(context, "spring.lifecycle.timeout-per-shutdown-phase"))
			.isEqualTo("5s"));
		started.withApplicationProperties("spring.lifecycle.timeout-per-shutdown-phase=20s")
			.run((context) -> assertThat(property(context, "spring.lifecycle.timeout-per-shutdown-phase"))
				.isEqualTo("20s"));
	}

	@ParameterizedTest
	@CsvSource({ "http://env-dashboard:18889, service.instance.id=a", "http://localhost:6001, service.version=1",
			"http://localhost.example.org:4317, service.instance.id=a" })
	void takesItsTimeWhereItIsPublished(String endpoint, String attributes) {
		this.runner.withVariable("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
			.withVariable("OTEL_RESOURCE_ATTRIBUTES", attributes)
			.run((context) -> assertThat(property(context, "spring.lifecycle.timeout-per-shutdown-phase")).isNull());
	}

	private static @Nullable String property(AssertableApplicationContext context, String name) {
		return context.getEnvironment().getProperty(name);
	}

}
