// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class AspireTrustHttpClientAutoConfigurationTests {

	private static final String FILE = "aspire.trust.certificate-file=ca.pem";

	private final ApplicationContextRunner part = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(AspireTrustHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.part
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, AspireTrustAutoConfiguration.class));

	@Test
	void usesTheBundle() {
		this.runner.withPropertyValues(FILE, "spring.http.clients.read-timeout=3s").run((context) -> {
			assertThat(bundle(context)).isSameAs(AspireSslBundle.find(context.getBean(SslBundles.class))).isNotNull();
			assertThat(context.getBean(HttpClientSettings.class).readTimeout()).hasSeconds(3);
		});
	}

	@Test
	void usesTheBundleForSettingsOfTheApplication() {
		this.runner.withPropertyValues(FILE)
			.withBean(HttpClientSettings.class, HttpClientSettings::defaults)
			.run((context) -> assertThat(bundle(context)).isNotNull());
	}

	@Test
	void leavesTheBundleOfTheApplication() {
		SslBundle own = SslBundle.of(null);
		this.runner.withPropertyValues(FILE)
			.withBean(HttpClientSettings.class, () -> HttpClientSettings.ofSslBundle(own))
			.run((context) -> assertThat(bundle(context)).isSameAs(own));
	}

	@Test
	void usesNoBundleWithoutCertificates() {
		this.runner.run((context) -> assertThat(bundle(context)).isNull());
	}

	@Test
	void doesWithoutBundlesInAPartOfTheApplication() {
		this.part.withPropertyValues(FILE).run((context) -> assertThat(bundle(context)).isNull());
	}

	@Test
	void backsOffWithoutClients() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AspireTrustHttpClientAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(HttpClientSettings.class))
			.run((context) -> assertThat(context)
				.doesNotHaveBean(AspireTrustHttpClientAutoConfiguration.SettingsPostProcessor.class));
	}

	private static @Nullable SslBundle bundle(ApplicationContext context) {
		return context.getBean(HttpClientSettings.class).sslBundle();
	}

}
