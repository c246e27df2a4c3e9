// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that was processed ahead of time with SRV records switched on.
 */
@Timeout(120)
@CompileWithForkedClassLoader
class DnsAotIntegrationTests {

	@Test
	void looksUpWhereTheRunSays() {
		try (DnsServer server = DnsServer.start()) {
			server.service("_default._tcp.basket.ns", 0, 0, 8081, "a.ns");
			new AheadOfTimeRunner(Application.class)
				.withBuildProperties(Map.of("aspire.service-discovery.dns-srv.enabled", "true"))
				.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:5001"))
				.withApplicationProperties(Map.of("aspire.service-discovery.dns-srv.query-suffix", "ns",
						"aspire.service-discovery.dns-srv.servers", server.address()))
				.run((context) -> {
					ServiceEndpointResolver resolver = context.getBean(ServiceEndpointResolver.class);
					assertThat(resolver.resolve("http://basket/products")).hasToString("http://a.ns:8081/products");
					assertThat(resolver.resolve("http://catalog/products"))
						.hasToString("http://localhost:5001/products");
				});
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireDnsServiceDiscoveryAutoConfiguration.class,
			AspireServiceDiscoveryAutoConfiguration.class })
	static class Application {

	}

}
