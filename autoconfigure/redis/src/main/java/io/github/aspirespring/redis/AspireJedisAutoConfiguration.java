// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import javax.net.ssl.SSLParameters;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.JedisClientConfigurationBuilderCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration that makes Jedis check that a certificate belongs to the host it
 * connects to, as Lettuce and StackExchange.Redis do. A customizer of the application can
 * set other parameters.
 */
@AutoConfiguration(before = DataRedisAutoConfiguration.class, after = AspireRedisAutoConfiguration.class)
@ConditionalOnClass(name = "redis.clients.jedis.Jedis")
@ConditionalOnBean(AspireRedisConnectionDetails.class)
public final class AspireJedisAutoConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	JedisClientConfigurationBuilderCustomizer aspireJedisHostNameVerification(AspireRedisConnectionDetails details) {
		return (builder) -> {
			SslBundle bundle = details.sslBundle();
			if (bundle != null && details.selection() != null) {
				builder.useSsl().sslParameters(parameters(bundle.getOptions()));
			}
		};
	}

	static SSLParameters parameters(SslOptions options) {
		SSLParameters parameters = new SSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		PropertyMapper map = PropertyMapper.get();
		map.from(options.getCiphers()).to(parameters::setCipherSuites);
		map.from(options.getEnabledProtocols()).to(parameters::setProtocols);
		return parameters;
	}

}
