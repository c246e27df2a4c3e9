// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.benchmark;

import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.boot.AspireConnection;

/**
 * The second Redis of the example, connected by hand.
 */
@Configuration(proxyBeanMethods = false)
class ViewsConfiguration {

	@Bean(defaultCandidate = false)
	@AspireConnection("views")
	LettuceConnectionFactory viewsConnectionFactory(DataRedisProperties properties) {
		return new LettuceConnectionFactory(
				new RedisStandaloneConfiguration(properties.getHost(), properties.getPort()));
	}

	@Bean(defaultCandidate = false)
	@AspireConnection("views")
	StringRedisTemplate viewsTemplate(@AspireConnection("views") LettuceConnectionFactory connectionFactory) {
		return new StringRedisTemplate(connectionFactory);
	}

}
