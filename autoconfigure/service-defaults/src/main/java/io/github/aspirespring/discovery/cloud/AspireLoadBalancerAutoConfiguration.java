// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.net.URI;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.loadbalancer.LoadBalancerRequestTransformer;
import org.springframework.cloud.client.loadbalancer.reactive.LoadBalancerClientRequestTransformer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.reactive.function.client.ClientRequest;

/**
 * Auto-configuration that makes the load balancer of Spring Cloud keep the base path of
 * an endpoint, of which it takes scheme, host and port only.
 */
@AutoConfiguration
@ConditionalOnClass(LoadBalancerRequestTransformer.class)
@ConditionalOnBooleanProperty(name = { "aspire.enabled", "aspire.service-discovery.enabled" }, matchIfMissing = true)
@ConditionalOnDiscoveryEnabled
public final class AspireLoadBalancerAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpRequestWrapper.class)
	static class BlockingConfiguration {

		@Bean
		LoadBalancerRequestTransformer aspireBasePathTransformer() {
			return (request, instance) -> new HttpRequestWrapper(request) {

				@Override
				public URI getURI() {
					return BasePath.prepend(super.getURI(), instance);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ClientRequest.class)
	static class ReactiveConfiguration {

		@Bean
		LoadBalancerClientRequestTransformer aspireReactiveBasePathTransformer() {
			return (request,
					instance) -> ClientRequest.from(request).url(BasePath.prepend(request.url(), instance)).build();
		}

	}

}
