// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.sql;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProxyAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.observation.R2dbcObservationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.telemetry.jdbc.AspireJdbcTelemetryAutoConfiguration;
import io.github.aspirespring.telemetry.r2dbc.AspireR2dbcTelemetryAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link StartUpStatements} are there in an application that was processed
 * ahead of time.
 */
@CompileWithForkedClassLoader
class StartUpStatementsAotTests {

	@Test
	void areLeftOutByJdbc() {
		new AheadOfTimeRunner(JdbcApplication.class)
			.withApplicationProperties(Map.of("spring.datasource.url", "jdbc:h2:mem:orders"))
			.run((context) -> assertThat(context.getBeanNamesForType(StartUpStatements.class))
				.containsExactly("aspireStartUpStatements"));
	}

	@Test
	void areLeftOutByR2dbc() {
		new AheadOfTimeRunner(R2dbcApplication.class)
			.withApplicationProperties(Map.of("spring.r2dbc.url", "r2dbc:h2:mem:///carts"))
			.run((context) -> assertThat(context.getBeanNamesForType(StartUpStatements.class))
				.containsExactly("aspireR2dbcStartUpStatements"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, DataSourceAutoConfiguration.class,
			AspireJdbcTelemetryAutoConfiguration.class })
	static class JdbcApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, R2dbcAutoConfiguration.class,
			R2dbcProxyAutoConfiguration.class, R2dbcObservationAutoConfiguration.class,
			AspireR2dbcTelemetryAutoConfiguration.class })
	static class R2dbcApplication {

	}

}
