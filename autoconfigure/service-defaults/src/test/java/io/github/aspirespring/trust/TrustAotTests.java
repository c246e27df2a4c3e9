// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.trust;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustHttpClientAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application that was processed ahead of time trusts what the run says.
 */
@CompileWithForkedClassLoader
class TrustAotTests {

	private final AheadOfTimeRunner runner = new AheadOfTimeRunner(Application.class)
		.withVariables(AppHostVariables.none().variable("SSL_CERT_FILE", "ca.pem"));

	@Test
	void trustsWhatTheRunSays() {
		this.runner.run((context) -> assertThat(context.getBean(HttpClientSettings.class).sslBundle())
			.isSameAs(context.getBean(SslBundles.class).getBundle("aspire")));
	}

	@Test
	void isSwitchedOffByTheRun() {
		this.runner.withApplicationProperties(Map.of("aspire.trust.enabled", "false"))
			.run((context) -> assertThat(context.getBean(HttpClientSettings.class).sslBundle()).isNull());
	}

	@Test
	void isSwitchedOffWithEverythingElse() {
		this.runner.withApplicationProperties(Map.of("aspire.enabled", "false"))
			.run((context) -> assertThat(context.getBean(HttpClientSettings.class).sslBundle()).isNull());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireTrustAutoConfiguration.class, AspireTrustHttpClientAutoConfiguration.class,
			HttpClientAutoConfiguration.class, SslAutoConfiguration.class })
	static class Application {

	}

}
