// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that lets HTTP clients trust the certificates of the AppHost, unless
 * the application names an SSL bundle for them.
 */
@AutoConfiguration(after = AspireTrustAutoConfiguration.class)
@ConditionalOnClass(HttpClientSettings.class)
@ConditionalOnBooleanProperty(name = "aspire.enabled", matchIfMissing = true)
public final class AspireTrustHttpClientAutoConfiguration {

	@Bean
	static SettingsPostProcessor aspireHttpClientSettingsPostProcessor(ObjectProvider<SslBundles> sslBundles) {
		return new SettingsPostProcessor(sslBundles);
	}

	/**
	 * Completes the settings that all clients share. A property would not do: it names a
	 * bundle that a test of a part of the application may not have.
	 *
	 * @param sslBundles the SSL bundles of the application
	 */
	record SettingsPostProcessor(ObjectProvider<SslBundles> sslBundles) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof HttpClientSettings settings && settings.sslBundle() == null) {
				SslBundle bundle = AspireSslBundle.find(this.sslBundles.getIfAvailable());
				return (bundle != null) ? settings.withSslBundle(bundle) : bean;
			}
			return bean;
		}

	}

}
