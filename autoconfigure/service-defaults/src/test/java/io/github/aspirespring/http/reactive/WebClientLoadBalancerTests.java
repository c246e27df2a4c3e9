// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.cloud.client.loadbalancer.reactive.LoadBalancerBeanPostProcessorAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.aspirespring.http.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

class WebClientLoadBalancerTests {

	@Test
	void takesAnotherInstanceForEveryAttempt() {
		try (TestServer ill = WebClients.answering(503, ""); TestServer well = WebClients.answering(200, "pen")) {
			WebClients.catalogAt("http://localhost:1")
				.withUserConfiguration(Balanced.class)
				.withConfiguration(AutoConfigurations.of(UtilAutoConfiguration.class,
						SimpleReactiveDiscoveryClientAutoConfiguration.class, LoadBalancerAutoConfiguration.class,
						ReactorLoadBalancerClientAutoConfiguration.class,
						LoadBalancerBeanPostProcessorAutoConfiguration.class))
				.withPropertyValues("spring.cloud.discovery.client.simple.instances.basket[0].uri=" + ill.url(),
						"spring.cloud.discovery.client.simple.instances.basket[1].uri=" + well.url())
				.run((context) -> {
					WebClient client = context.getBean(WebClient.Builder.class).baseUrl("http://basket").build();
					assertThat(WebClients.get(client)).isEqualTo("pen");
					assertThat(WebClients.get(client)).isEqualTo("pen");
					assertThat(ill.requests()).isNotEmpty();
					assertThat(well.requests()).hasSize(2);
				});
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Balanced {

		@Bean
		@LoadBalanced
		WebClient.Builder webClientBuilder(ObjectProvider<WebClientCustomizer> customizers) {
			WebClient.Builder builder = WebClient.builder();
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder;
		}

	}

}
