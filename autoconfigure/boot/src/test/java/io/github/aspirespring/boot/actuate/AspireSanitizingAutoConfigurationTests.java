// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class AspireSanitizingAutoConfigurationTests {

	private final ConnectionSanitizingFunction function = new ConnectionSanitizingFunction();

	@ParameterizedTest
	@ValueSource(strings = { "ConnectionStrings__cache", "CONNECTIONSTRINGS__MY-CACHE", "CACHE_PASSWORD", "CACHE_URI",
			"DB_JDBCCONNECTIONSTRING", "PASSWORD", "OPENAI_KEY", "aspire.redis.connection-string",
			"aspire.redis.connectionString", "spring.kafka.properties.sasl.jaas.config",
			"aspire.kafka.connections.audit.properties.sasl.jaas.config", "aspire.connection-strings.cache",
			"spring.datasource.hikari.password", "aspire.connectionStrings[my.cache]", "ASPIRE_CONNECTIONSTRINGS_CACHE",
			"ASPIRE_REDIS_CONNECTIONSTRING", "OTEL_EXPORTER_OTLP_HEADERS" })
	void masksWhatMayHoldSecret(String key) {
		assertThat(apply(key)).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "CACHE_HOST", "CACHE_PORT", "aspire.redis.connection-name", "aspire.enabled",
			"services__catalog__http__0", "CATALOG_HTTP", "JAVA_HOME", "server.port" })
	void showsTheRest(String key) {
		assertThat(apply(key)).isEqualTo("value");
	}

	@Test
	void isAbsentWithoutConnections() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AspireSanitizingAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ConnectionSanitizingFunction.class));
	}

	private @Nullable Object apply(String key) {
		return this.function.apply(new SanitizableData(null, key, "value")).getValue();
	}

}
