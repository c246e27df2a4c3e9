// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.function.Function;

import io.lettuce.core.RedisClient;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnection;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionBeans;
import io.github.aspirespring.boot.NamedConnection;

/**
 * Auto-configuration of a {@link RedisConnectionFactory} and its templates for every
 * Redis, Valkey or Garnet that an AppHost references. The client is the one that Spring
 * Boot would choose.
 */
@AutoConfiguration(after = AspireAutoConfiguration.class)
@ConditionalOnClass(DataRedisConnectionDetails.class)
@ConditionalOnAspireConnection(value = RedisIntegration.ID, selected = false)
@EnableConfigurationProperties(DataRedisProperties.class)
public final class AspireRedisConnectionsAutoConfiguration {

	private static final String CLIENT_TYPE = "spring.data.redis.client-type";

	private static <T extends RedisConnectionFactory> ConnectionBeans imperative(Class<T> type,
			Function<NamedConnection, T> factory) {
		return ConnectionBeans.of(RedisIntegration.ID)
			.add("redisConnectionFactory", RedisConnectionFactory.class, type, factory)
			.add("stringRedisTemplate", StringRedisTemplate.class,
					(connection) -> new StringRedisTemplate(connection.bean(RedisConnectionFactory.class)));
	}

	private static SimpleAsyncTaskExecutor virtualThreads() {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("redis-");
		executor.setVirtualThreads(true);
		return executor;
	}

	/**
	 * Lettuce is made of Reactor, so that its factory is reactive as well.
	 */
	@Order(1)
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RedisClient.class)
	@ConditionalOnProperty(name = CLIENT_TYPE, havingValue = "lettuce", matchIfMissing = true)
	static class Lettuce {

		@Bean
		@ConditionalOnThreading(Threading.PLATFORM)
		static ConnectionBeans aspireLettuceConnectionBeans() {
			return beans(null);
		}

		@Bean
		@ConditionalOnThreading(Threading.VIRTUAL)
		static ConnectionBeans aspireLettuceConnectionBeansVirtualThreads() {
			return beans(virtualThreads());
		}

		private static ConnectionBeans beans(@Nullable AsyncTaskExecutor executor) {
			return imperative(NamedLettuce.Factory.class, (connection) -> NamedLettuce.create(connection, executor))
				.add("reactiveStringRedisTemplate", ReactiveStringRedisTemplate.class,
						(connection) -> new ReactiveStringRedisTemplate(reactive(connection)));
		}

		private static ReactiveRedisConnectionFactory reactive(NamedConnection connection) {
			return (ReactiveRedisConnectionFactory) connection.bean(RedisConnectionFactory.class);
		}

	}

	@Order(2)
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ GenericObjectPool.class, JedisConnection.class, Jedis.class })
	@ConditionalOnMissingBean(Lettuce.class)
	@ConditionalOnProperty(name = CLIENT_TYPE, havingValue = "jedis", matchIfMissing = true)
	static class JedisClient {

		@Bean
		@ConditionalOnThreading(Threading.PLATFORM)
		static ConnectionBeans aspireJedisConnectionBeans() {
			return beans(null);
		}

		@Bean
		@ConditionalOnThreading(Threading.VIRTUAL)
		static ConnectionBeans aspireJedisConnectionBeansVirtualThreads() {
			return beans(virtualThreads());
		}

		private static ConnectionBeans beans(@Nullable AsyncTaskExecutor executor) {
			return imperative(RedisConnectionFactory.class, (connection) -> NamedJedis.create(connection, executor));
		}

	}

}
