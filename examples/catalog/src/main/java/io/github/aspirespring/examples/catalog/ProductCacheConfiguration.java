// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.time.Duration;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/**
 * Products are cached as JSON, readable with any Redis client and by any other service.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class ProductCacheConfiguration {

	/**
	 * How long a product stays in the cache. It also bounds how long a reader that lost a
	 * race against a writer can leave the old product behind.
	 */
	private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

	/**
	 * Whoever has changed a product gets the answer when the cache has forgotten the old
	 * one, not sooner.
	 */
	@Bean
	RedisCacheManagerBuilderCustomizer productCache(RedisConnectionFactory redis, JsonMapper jsonMapper) {
		RedisCacheWriter writer = RedisCacheWriter.create(redis, RedisCacheWriterConfigurer::immediateWrites);
		return (builder) -> builder.cacheWriter(writer)
			.withCacheConfiguration(ProductCatalog.CACHE_NAME, builder.cacheDefaults()
				.entryTtl(TIME_TO_LIVE)
				.disableCachingNullValues()
				.serializeValuesWith(
						SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(jsonMapper, Product.class))));
	}

}
