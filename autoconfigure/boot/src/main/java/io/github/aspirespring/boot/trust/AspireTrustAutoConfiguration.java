// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the SSL bundle with the certificates that an AppHost has the
 * application trust. Whether there are any is known when the application runs, even if it
 * was processed ahead of time.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "aspire.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TrustProperties.class)
public final class AspireTrustAutoConfiguration {

	@Bean
	SslBundleRegistrar aspireSslBundleRegistrar(TrustProperties properties) {
		return (registry) -> {
			if (properties.enabled() && properties.isSet()) {
				AspireSslBundle.register(registry, properties);
			}
		};
	}

}
