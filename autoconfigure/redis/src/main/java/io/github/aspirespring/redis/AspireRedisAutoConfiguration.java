// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionReport;
import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.Selection;

/**
 * Auto-configuration that connects Spring Data Redis to the Redis, Valkey or Garnet that
 * an AppHost references.
 */
@AutoConfiguration(before = DataRedisAutoConfiguration.class, after = AspireAutoConfiguration.class)
@ConditionalOnClass(DataRedisConnectionDetails.class)
@ConditionalOnAspireConnection(RedisIntegration.ID)
@EnableConfigurationProperties(DataRedisProperties.class)
public final class AspireRedisAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(DataRedisConnectionDetails.class)
	AspireRedisConnectionDetails aspireRedisConnectionDetails(ConnectionSelector selector, ConnectionReport report,
			DataRedisProperties properties, ObjectProvider<SslBundles> sslBundles) {
		Selection selection = selector.select(RedisIntegration.ID);
		if (selection == null) {
			return new ConfiguredRedis(properties).details(sslBundles.getIfAvailable());
		}
		InjectedRedis redis = new InjectedRedis(selection, properties);
		AspireRedisConnectionDetails details = redis.details(sslBundles.getIfAvailable());
		if (report.add(selection, redis.target())) {
			redis.logUnused();
		}
		// Spring Boot turns TLS on when this is rediss://, whatever the connection
		// details say, and the AppHost has replaced it
		properties.setUrl(null);
		return details;
	}

}
