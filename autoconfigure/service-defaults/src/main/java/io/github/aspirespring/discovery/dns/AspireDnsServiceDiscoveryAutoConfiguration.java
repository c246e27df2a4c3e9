// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.nio.file.Path;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;

/**
 * Auto-configuration for endpoints that are looked up as DNS SRV records. It is off
 * unless {@code aspire.service-discovery.dns-srv.enabled} is true.
 */
@AutoConfiguration(before = AspireServiceDiscoveryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "aspire.enabled", "aspire.service-discovery.enabled" }, matchIfMissing = true)
@ConditionalOnBooleanProperty("aspire.service-discovery.dns-srv.enabled")
@EnableConfigurationProperties(DnsSrvProperties.class)
@ImportRuntimeHints(DnsRuntimeHints.class)
public final class AspireDnsServiceDiscoveryAutoConfiguration {

	@Bean
	KubernetesPod aspireKubernetesPod(ConfigurableBeanFactory beanFactory) {
		return new KubernetesPod((variable) -> {
			String value = beanFactory.resolveEmbeddedValue("${" + variable + ":}");
			return (value != null) ? value : "";
		});
	}

	@Bean
	@Lazy(false)
	DnsSrvEndpoints aspireDnsSrvEndpoints(DnsSrvProperties properties, KubernetesPod pod) {
		return new DnsSrvEndpoints(properties, () -> pod.serviceDomain(Path.of("/")), System::nanoTime);
	}

}
